import { expect, test } from 'vitest'
import { openScene } from './open-scene.ts'

const token = /[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}/

test('prints a token that signs in once, beside those that live', async () => {
  const { run, signInWith, signUpWithPhone } = await openScene()
  const { backupTokens } = await signUpWithPhone('ada')
  const { code, stdout, stderr } = await run('add-backup-token', 'ada@example.com')
  expect(stdout).toMatch(new RegExp(`^ada@example\\.com: ${token.source}\\n$`))
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const added = token.exec(stdout)?.[0] ?? ''
  expect((await run('status', 'ada@example.com')).stdout).toContain('backup: 11 tokens left')
  expect(await signInWith('ada', added)).toMatchObject({ verified: true, device: { method: 'backup' } })
  await expect(signInWith('ada', added)).rejects.toMatchObject({ code: 'invalid_code' })
  expect(await signInWith('ada', backupTokens[0] ?? '')).toMatchObject({ verified: true })
})

test('leaves signed in who is', async () => {
  const { run, signUpWithPhone } = await openScene()
  const { browser } = await signUpWithPhone('ada')
  await run('add-backup-token', 'ada')
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
})

test('refuses a user without another device, and serves the rest', async () => {
  const { run, signUp, signUpWithPhone } = await openScene()
  await signUp('mary')
  await signUpWithPhone('ada')
  const { code, stdout, stderr } = await run('add-backup-token', 'mary', 'nobody', 'ada@example.com')
  expect(stdout).toMatch(new RegExp(`^ada@example\\.com: ${token.source}\\n$`))
  expect(stderr).toBe(
    'keystep: "mary@example.com" has no other device, and a backup token never stands alone: ' +
      'let them set up an authenticator app first.\n' +
      'keystep: There is no user "nobody".\n',
  )
  expect(code).toBe(1)
  expect((await run('status', 'mary')).stdout).toBe('mary (mary@example.com): disabled\n')
})

test('--json has the token, and nothing else on stdout', async () => {
  const { run, signInWith, signUp, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await signUp('mary')
  const { code, stdout } = await run('add-backup-token', 'ada', 'mary', '--json')
  const entries = JSON.parse(stdout) as readonly { readonly token?: string }[]
  expect(entries).toEqual([
    { user: 'ada', id: 'ada', identifier: 'ada@example.com', status: 'added', token: expect.stringMatching(token) },
    { user: 'mary', error: expect.stringContaining('a backup token never stands alone') },
  ])
  expect(code).toBe(1)
  expect(await signInWith('ada', entries[0]?.token ?? '')).toMatchObject({ verified: true })
})

test('several processes at once add a token each, while the server uses others up', async () => {
  const { run, signInWith, signUpWithPhone } = await openScene()
  const { backupTokens } = await signUpWithPhone('ada')
  const [ran] = await Promise.all([
    Promise.all([1, 2, 3, 4].map(() => run('add-backup-token', 'ada', 'ada'))),
    (async () => {
      for (const used of backupTokens.slice(0, 5)) await signInWith('ada', used)
    })(),
  ])
  for (const { code, stderr } of ran) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const added = ran.flatMap(({ stdout }) => stdout.match(new RegExp(token, 'g')) ?? [])
  expect(new Set(added).size).toBe(8)
  expect((await run('status', 'ada')).stdout).toContain('backup: 13 tokens left')
})
