import { expect, test } from 'vitest'
import { memoryStore, passwords, type SlowHash } from '@keystep/server'
import { cheapHash } from './cheap-hash.ts'
import { password, refusal, startServer } from './start-server.ts'

/** A hash that is held up until told, and tells what it was asked. */
function heldHash() {
  let gate: PromiseWithResolvers<void> | null = null
  const verified: string[] = []
  const hash: SlowHash = {
    ...cheapHash,
    async verify(text, encoded) {
      verified.push(encoded)
      await gate?.promise
      return await cheapHash.verify(text, encoded)
    },
    async derive(token, salt) {
      await gate?.promise
      return await cheapHash.derive(token, salt)
    },
  }
  return {
    hash,
    verified,
    hold: () => void (gate = Promise.withResolvers<void>()),
    release: () => gate?.resolve(),
  }
}

test('a password beyond the bound is answered busy, and judged when there is room again', async () => {
  const { hash, hold, release } = heldHash()
  const store = memoryStore({ clock: () => Date.UTC(2026, 10, 2, 10) })
  const builtIn = passwords({ store, hash, queue: { running: 1, waiting: 1 } })
  const server = startServer({ store, firstFactor: builtIn })
  await builtIn.create({ id: 'mary', identifier: 'mary@example.com' }, password)
  const start = () => server.browser().post('/auth/login', { identifier: 'mary@example.com', password })
  hold()
  const answers = [start(), start(), start()]
  // One is being judged, one waits, and the one for which there is no room is answered first.
  const response = await Promise.race(answers)
  expect(response.status).toBe(503)
  expect(response.headers.get('retry-after')).toBe('1')
  expect(await response.json()).toMatchObject({ code: 'busy', retryAfter: 1 })
  release()
  const statuses = (await Promise.all(answers)).map(({ status }) => status)
  expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 200, 503])
  expect((await start()).status).toBe(200)
  expect(server.faults).toEqual([])
})

test('a user who does not exist costs the same work as one who does', async () => {
  const { hash, verified } = heldHash()
  const server = startServer({ hash })
  await server.signUp('mary')
  await server.passwordStep('mary')
  const { auth } = server.browser()
  await expect(auth.login.start({ identifier: 'nobody', password })).rejects.toMatchObject(
    refusal('invalid_credentials'),
  )
  const [real = '', dummy = ''] = verified
  expect(verified).toHaveLength(2)
  expect(dummy).not.toBe(real)
  expect(dummy).toHaveLength(real.length)
})

test('a user without a password costs the same work too', async () => {
  const { hash, verified } = heldHash()
  const server = startServer({ hash })
  await server.store.saveUser({ id: 'otto', identifier: 'otto' })
  await expect(server.browser().auth.login.start({ identifier: 'otto', password })).rejects.toMatchObject(
    refusal('invalid_credentials'),
  )
  expect(verified).toHaveLength(1)
})

test('a backup token beyond the bound is answered busy, and charges nobody', async () => {
  const { hash, hold, release } = heldHash()
  const server = startServer({ hash })
  const { browser, backupTokens } = await server.signUpWithPhone('ada')
  const renewed = await browser.auth.backupTokens.renew()
  const login = await server.passwordStep('ada')
  const { devices } = await browser.auth.devices.list()
  const deviceId = devices.find(({ method }) => method === 'backup')?.id ?? ''
  hold()
  const token = renewed.tokens[0] ?? ''
  const held = Array.from({ length: 5 * Math.max(1, navigator.hardwareConcurrency - 1) }, () =>
    browser.auth.backupTokens.confirm({ token }),
  )
  const settled = Promise.allSettled(held)
  for (let tries = 0; tries < 8; tries++) {
    await expect(login.browser.auth.login.verify({ deviceId, code: '0000-0000-0000-0000' })).rejects.toMatchObject(
      refusal('busy', { retryAfter: 1 }),
    )
  }
  release()
  await settled
  const code = '0000-0000-0000-0000'
  await expect(login.browser.auth.login.verify({ deviceId, code })).rejects.toMatchObject(
    refusal('invalid_code', { triesLeft: 3 }),
  )
  expect(backupTokens).toHaveLength(10)
})

test('a password of more than a kibibyte is not hashed', async () => {
  const { hash, verified } = heldHash()
  const server = startServer({ hash })
  await server.signUp('mary')
  const { auth } = server.browser()
  const long = { identifier: 'mary@example.com', password: 'é'.repeat(600) }
  await expect(auth.login.start(long)).rejects.toMatchObject(refusal('invalid_credentials'))
  expect(verified).toEqual([])
})
