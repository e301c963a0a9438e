import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { openScene } from './open-scene.ts'

test('says whether verification is on, and with which devices', async () => {
  const { run, signUp, signUpWithPhone, signInWith } = await openScene()
  const { backupTokens } = await signUpWithPhone('ada')
  await signUp('mary')
  await signInWith('ada', backupTokens[0] ?? '')
  const on = 'ada@example.com: enabled (totp, backup: 9 tokens left)\n'
  expect(await run('status', 'ada@example.com')).toEqual({ code: 0, stdout: on, stderr: '' })
  expect(await run('status', 'mary@example.com', 'ada@example.com')).toEqual({
    code: 0,
    stdout: `mary@example.com: disabled\n${on}`,
    stderr: '',
  })
})

test('counts a single token in words', async () => {
  const { run, signUpWithPhone, signInWith } = await openScene()
  const { backupTokens } = await signUpWithPhone('ada')
  for (const token of backupTokens.slice(1)) await signInWith('ada', token)
  expect((await run('status', 'ada@example.com')).stdout).toContain('backup: 1 token left')
})

test('an authenticator app that is not confirmed yet enables nothing', async () => {
  const { run, signUp, passwordStep } = await openScene()
  await signUp('ada')
  const { browser } = await passwordStep('ada')
  await browser.auth.devices.begin({ method: 'totp', requestKey: 'first' })
  expect((await run('status', 'ada@example.com')).stdout).toBe('ada@example.com: disabled\n')
})

test('a user is named by id, or by their identifier in any spelling they sign in with', async () => {
  const { run, signUp } = await openScene()
  await signUp('ada')
  const { code, stdout } = await run('status', 'ada', 'Ada@Example.com')
  expect(stdout).toBe('ada (ada@example.com): disabled\nAda@Example.com (ada@example.com): disabled\n')
  expect(code).toBe(0)
})

test('an unknown user is reported and stops nobody else', async () => {
  const { run, signUp } = await openScene()
  await signUp('ada')
  await signUp('mary')
  expect(await run('status', 'ada@example.com', 'nobody', '', 'mary@example.com')).toEqual({
    code: 1,
    stdout: 'ada@example.com: disabled\nmary@example.com: disabled\n',
    stderr: 'keystep: There is no user "nobody".\nkeystep: There is no user "".\n',
  })
})

test('a name of several users is reported with their ids, of which each names one', async () => {
  const { run, store, signUp } = await openScene()
  await signUp('ada')
  await store.saveUser({ id: '7', identifier: 'ada@example.com' })
  const { code, stdout, stderr } = await run('status', 'ada@example.com', '7')
  expect(stderr).toBe(
    'keystep: "ada@example.com" names more than one user: 7 (ada@example.com), ada (ada@example.com). ' +
      'Use a name that only one of them has.\n',
  )
  expect(stdout).toBe('7 (ada@example.com): disabled\n')
  expect(code).toBe(1)
})

test('--json prints one document, with the errors in it', async () => {
  const { run, signUp, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await signUp('mary')
  const { code, stdout, stderr } = await run('status', '--json', 'ada@example.com', 'nobody', 'mary')
  expect(JSON.parse(stdout)).toEqual([
    {
      user: 'ada@example.com',
      id: 'ada',
      identifier: 'ada@example.com',
      status: 'enabled',
      devices: [{ method: 'totp' }, { method: 'backup', tokensLeft: 10 }],
    },
    { user: 'nobody', error: 'There is no user "nobody".' },
    { user: 'mary', id: 'mary', identifier: 'mary@example.com', status: 'disabled', devices: [] },
  ])
  expect(stderr).toBe('keystep: There is no user "nobody".\n')
  expect(code).toBe(1)
})

test('an identifier does not steer the terminal', async () => {
  const { run, store } = await openScene()
  await store.saveUser({ id: '7', identifier: 'eve\u001B[2J\u009B1m\u202E\nmary: enabled' })
  const { stdout } = await run('status', '7')
  expect(stdout).toBe('7 (eve\uFFFD[2J\uFFFD1m\uFFFD mary: enabled): disabled\n')
})

test('changes nothing, not even how the file keeps its journal', async () => {
  const { run, path, close, signUpWithPhone } = await openScene()
  await signUpWithPhone('ada')
  await close()
  const database = new DatabaseSync(path)
  database.exec('pragma journal_mode = delete')
  database.close()
  const before = readFileSync(path)
  expect((await run('status', 'ada@example.com')).code).toBe(0)
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(readdirSync(dirname(path))).toEqual(['keystep.db'])
})
