import { describe, expect, test } from 'vitest'
import { migrate, sqlStore, type Store } from '@keystep/server'
import { openDatabase } from '@keystep/server/node'
import { password, refusal, startServer } from './start-server.ts'

/** A store that is away whenever told, wholly or for some verbs. */
function setup() {
  /** The verbs that are away, `all` for every one. */
  let lost: readonly string[] = []
  const server = startServer({
    throughStore: (store) =>
      new Proxy(store, {
        get(target, verb) {
          const call = Reflect.get(target, verb) as (...given: unknown[]) => unknown
          const away = () => lost.includes('all') || lost.includes(String(verb))
          return (...given: unknown[]) =>
            away() ? Promise.reject(new Error('connection to 10.0.0.7 refused')) : call(...given)
        },
      }),
  })
  server.app.get('/vault', server.keystep.requireVerified(), (c) => c.text('open'))
  return {
    server,
    lose: (...verbs: (keyof Store | 'all')[]) => void (lost = verbs),
    heal: () => void (lost = []),
  }
}

const unavailable = refusal('unavailable', {})

test('every call that needs the store answers 503, without a word why', async () => {
  const { server, lose } = setup()
  const { browser, deviceId, phone } = await server.signUpWithPhone('ada')
  const pending = (await server.passwordStep('ada')).browser
  lose('all')
  const answers = [
    await browser.send('/vault'),
    await browser.send('/auth/session'),
    await browser.send('/auth/devices'),
    await browser.send('/auth/health'),
    await browser.post('/auth/logout', {}),
    await browser.post('/auth/login', { identifier: 'ada@example.com', password }),
    await browser.post('/auth/step-up/verify', { deviceId, code: phone.code() }),
    await browser.post('/auth/backup-tokens', {}),
    await browser.post('/auth/devices', { method: 'totp', requestKey: 'one' }),
    await browser.send(`/auth/devices/${deviceId}`, { method: 'DELETE' }),
    await pending.post('/auth/login/verify', { deviceId, code: phone.code() }),
    await server.browser().post('/auth/password/reset', { token: `rst_${'A'.repeat(43)}`, password }),
  ]
  for (const answer of answers) {
    expect(answer.status).toBe(503)
    expect(await answer.json()).toEqual({
      type: 'urn:keystep:problem:unavailable',
      title: 'unavailable',
      status: 503,
      code: 'unavailable',
    })
    expect(answer.headers.getSetCookie().filter((line) => !line.includes('Max-Age=0'))).toEqual([])
  }
  expect(server.faults).toHaveLength(answers.length)
})

describe('a verdict that could not be written', () => {
  test('signs nobody in, charges nobody, and the same code works afterwards', async () => {
    const { server, lose, heal } = setup()
    const { deviceId, phone } = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    lose('finishLogin')
    for (let tries = 0; tries < 6; tries++) {
      await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(unavailable)
    }
    heal()
    await expect(browser.auth.login.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(
      refusal('invalid_code', { triesLeft: 3 }),
    )
    expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  })

  test('verifies no session', async () => {
    const { server, lose, heal } = setup()
    const { browser, deviceId, phone } = await server.signUpWithPhone('ada')
    const before = await browser.auth.session.read()
    lose('finishStepUp')
    await expect(browser.auth.stepUp.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(unavailable)
    heal()
    expect(await browser.auth.session.read()).toEqual(before)
    expect(await browser.auth.stepUp.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  })

  test('confirms no device', async () => {
    const { server, lose, heal } = setup()
    await server.signUp('ada')
    const { browser } = await server.passwordStep('ada')
    lose('confirmEnrolment')
    await expect(server.enrol(browser)).rejects.toMatchObject(unavailable)
    heal()
    expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false })
    expect((await server.enrol(browser)).backupTokens).toHaveLength(10)
  })

  test('was not counted is not judged', async () => {
    const { server, lose, heal } = setup()
    const { deviceId, phone } = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    lose('countTry')
    await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(unavailable)
    heal()
    expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  })
})

describe('a secret that does not open', () => {
  test('is a fault: nobody is signed in, nobody is charged', async () => {
    const first = startServer()
    const { deviceId, phone } = await first.signUpWithPhone('ada')
    const { store, builtIn } = first
    const server = startServer({
      store,
      firstFactor: builtIn,
      keys: [{ id: 'second', secret: 'the second key, which has 32 bytes' }],
    })
    const { browser } = await server.passwordStep('ada')
    for (let tries = 0; tries < 6; tries++) {
      await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(unavailable)
    }
    expect(String(server.faults[0])).toContain('A secret is sealed under the key "first", which is not among keys.')
    const both = startServer({
      store,
      firstFactor: builtIn,
      keys: [
        { id: 'second', secret: 'the second key, which has 32 bytes' },
        { id: 'first', secret: 'a key for tests, of 32 bytes or more' },
      ],
    })
    const again = await both.passwordStep('ada')
    const answer = { deviceId, code: phone.wrongCode() }
    await expect(again.browser.auth.login.verify(answer)).rejects.toMatchObject(
      refusal('invalid_code', { triesLeft: 3 }),
    )
    expect(await again.browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  })

  test('copied from another user’s row opens nothing', async () => {
    const secrets = new Map<string, string | null>()
    const server = startServer({
      throughStore: (store) => ({
        ...store,
        async countTry(attempt) {
          const tried = await store.countTry(attempt)
          if (!tried?.counted) return tried
          const secret = secrets.get('stolen') ?? tried.device.secret
          if (attempt.userId === 'eve') secrets.set('stolen', tried.device.secret)
          return attempt.userId === 'ada' ? { ...tried, device: { ...tried.device, secret } } : tried
        },
      }),
    })
    const ada = await server.signUpWithPhone('ada')
    const eve = await server.signUpWithPhone('eve')
    const { browser } = await server.passwordStep('ada')
    const answer = { deviceId: ada.deviceId, code: eve.phone.code() }
    await expect(browser.auth.login.verify(answer)).rejects.toMatchObject(unavailable)
  })
})

test('a database that is away is seen by the health call too, whose clock is this machine’s', async () => {
  const database = openDatabase(':memory:')
  await migrate(database)
  const server = startServer({ throughStore: () => sqlStore(database) })
  expect((await server.browser().send('/auth/health')).status).toBe(200)
  await database.destroy()
  expect((await server.browser().send('/auth/health')).status).toBe(503)
})
