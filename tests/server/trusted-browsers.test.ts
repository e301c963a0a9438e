import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

const month = 30 * 86_400

/** Ada, in a browser that she trusts and has signed out of. */
async function setup() {
  const server = startServer({ trustSeconds: month, withEmail: {} })
  const { app, keystep } = server
  app.get('/vault', keystep.requireVerified(), (c) => c.json(c.var.keystep))
  app.get('/shelf', keystep.requireVerified({ acceptTrustedBrowser: true }), (c) => c.json(c.var.keystep))
  const ada = await server.signUpWithPhone('ada', { email: 'ada@example.com' })
  const { browser, state } = await server.passwordStep('ada')
  const trust = async (trusted = browser) => {
    server.pass(30)
    const code = ada.phone.code()
    return await trusted.auth.login.verify({ deviceId: ada.deviceId, code, trustBrowser: true })
  }
  await trust()
  await browser.auth.session.logout()
  return { server, ...ada, first: ada.browser, browser, state, trust }
}

test('is offered with how long it lasts, and not at all by default', async () => {
  const { state } = await setup()
  expect(state).toMatchObject({ trustSeconds: month })
  const plain = startServer()
  const { deviceId, phone } = await plain.signUpWithPhone('ada')
  const login = await plain.passwordStep('ada')
  expect(login.state).toMatchObject({ trustSeconds: null })
  const answer = { deviceId, code: phone.code() }
  const refused = refusal('bad_request', { errors: [{ path: 'trustBrowser', key: 'not_offered' }] })
  await expect(login.browser.auth.login.verify({ ...answer, trustBrowser: true })).rejects.toMatchObject(refused)
  // No try was charged, and the code still works.
  expect(await login.browser.auth.login.verify(answer)).toMatchObject({ verified: true })
})

test('a backup token makes no browser trusted', async () => {
  const { server, backupTokens } = await setup()
  const { browser } = await server.passwordStep('ada')
  const backup = (await server.keystep.devicesOf('ada')).find(({ method }) => method === 'backup')
  const answer = { deviceId: backup?.id ?? '', code: backupTokens[0] ?? '', trustBrowser: true }
  expect(await browser.auth.login.verify(answer)).toMatchObject({ verified: true })
  expect(browser.cookies.has('keystep-trust')).toBe(false)
  await browser.auth.session.logout()
  expect((await server.passwordStep('ada', browser)).state).toMatchObject({ state: 'second_factor' })
})

test('skips the second step, and verifies nothing', async () => {
  const { server, browser } = await setup()
  const { state } = await server.passwordStep('ada', browser)
  expect(state).toMatchObject({ state: 'signed_in', verified: false, trustedBrowser: true, hasDevice: true })
  expect((await browser.send('/shelf')).status).toBe(200)
  const vault = await browser.send('/vault')
  expect(await vault.json()).toMatchObject({ code: 'verification_required' })
  await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('verification_required'))
})

test('lasts as long as it said, and its cookie goes when it is over', async () => {
  const { server, browser } = await setup()
  const cookie = browser.cookies.get('keystep-trust') ?? ''
  expect(cookie).toMatch(/^tru_/)
  server.pass(month - 1)
  expect((await server.passwordStep('ada', browser)).state.state).toBe('signed_in')
  server.pass(1)
  expect((await server.passwordStep('ada', browser)).state.state).toBe('second_factor')
  expect(browser.cookies.has('keystep-trust')).toBe(false)
})

test('turns at each sign-in, under a cookie that ends when the first one would have', async () => {
  const { server, browser } = await setup()
  const cookie = () => browser.cookies.get('keystep-trust') ?? ''
  const [family, turn] = cookie().split('.')
  server.pass(1000)
  const credentials = { identifier: 'ada@example.com', password }
  const response = await browser.post('/auth/login', credentials)
  const lines = response.headers.getSetCookie().filter((line) => line.startsWith('keystep-trust='))
  expect(lines).toEqual([`keystep-trust=${cookie()}; Max-Age=${month - 1000}; Path=/; HttpOnly; SameSite=Lax`])
  expect(cookie().split('.')).toEqual([family, expect.stringMatching(/^[\w-]{22}$/)])
  expect(cookie().split('.')[1]).not.toBe(turn)
  const { browsers } = await browser.auth.trustedBrowsers.list()
  expect(browsers).toMatchObject([{ current: true, lastUsedAt: new Date(server.now()).toISOString() }])
})

test('is kept when everything else is ended from its browser, at whatever turn it is', async () => {
  const { server, browser, deviceId, phone } = await setup()
  await server.passwordStep('ada', browser)
  server.pass(30)
  await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
  await browser.auth.sessions.endOthers()
  expect((await server.passwordStep('ada', browser)).state.state).toBe('signed_in')
})

test('is for one user: another who signs in there is asked, and does not lose hers', async () => {
  const { server, browser } = await setup()
  await server.signUpWithPhone('eve')
  expect((await server.passwordStep('eve', browser)).state.state).toBe('second_factor')
  expect((await server.passwordStep('ada', browser)).state.state).toBe('signed_in')
})

test('is asked for by a browser, once for each: the one before is replaced', async () => {
  const { server, browser, trust } = await setup()
  const before = browser.copy()
  browser.cookies.delete('keystep-session')
  await server.passwordStep('ada', browser)
  // Trusted, so nothing is asked; verified inside the session instead, which offers no trust.
  const step = { deviceId: 'any', code: '123456', trustBrowser: true }
  await expect(browser.auth.stepUp.verify(step)).rejects.toMatchObject(refusal('bad_request'))
  const fresh = server.browser()
  await server.passwordStep('ada', fresh)
  fresh.cookies.set('keystep-trust', browser.cookies.get('keystep-trust') ?? '')
  await trust(fresh)
  expect((await server.passwordStep('ada', before)).state.state).toBe('second_factor')
  expect((await server.passwordStep('ada', fresh)).state.state).toBe('signed_in')
})

describe('ends with', () => {
  const endings = {
    'a changed password': async ({ first }) => {
      await first.auth.password.change({ currentPassword: password, newPassword: 'another horse battery' })
      return 'another horse battery'
    },
    'a device removed': async ({ server, first, deviceId }) => {
      const mail = await server.enrolEmail(first)
      await first.auth.devices.change({ id: mail.deviceId, default: true })
      await first.auth.devices.remove({ id: deviceId })
      return password
    },
    'a device added': async ({ server, first }) => {
      await server.enrolEmail(first)
      return password
    },
    'new backup tokens': async ({ first }) => {
      await first.auth.backupTokens.renew()
      return password
    },
    'everything ended by the app': async ({ server }) => {
      await server.keystep.endSessions('ada')
      return password
    },
  } satisfies Record<string, (scene: Awaited<ReturnType<typeof setup>>) => Promise<string>>

  test.for(Object.entries(endings))('%s', async ([, end]) => {
    const scene = await setup()
    const { server, browser, first, deviceId, phone } = scene
    server.pass(30)
    await first.auth.stepUp.verify({ deviceId, code: phone.code() })
    const passwordNow = await end(scene)
    const state = await browser.auth.login.start({ identifier: 'ada@example.com', password: passwordNow })
    expect(state.state).toBe('second_factor')
  })

  test('verification turned off: turning it on again revives nothing', async () => {
    const { server, browser, first, deviceId, phone } = await setup()
    server.pass(30)
    await first.auth.stepUp.verify({ deviceId, code: phone.code() })
    await first.auth.devices.disable({ confirm: true })
    await first.auth.stepUp.firstFactor({ password })
    await server.enrol(first)
    expect((await server.passwordStep('ada', browser)).state.state).toBe('second_factor')
  })
})

test('a forged or garbled cookie costs nothing and locks nobody out', async () => {
  const { server, deviceId, phone } = await setup()
  for (const value of ['', 'x', 'tru_x', `tru_${'A'.repeat(43)}`]) {
    const browser = server.browser()
    browser.cookies.set('keystep-trust', value)
    expect((await server.passwordStep('ada', browser)).state.state).toBe('second_factor')
  }
  const { browser } = await server.passwordStep('ada')
  server.pass(30)
  expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
})

test('the store holds a hash of the cookie alone', async () => {
  const { server, browser } = await setup()
  const cookie = browser.cookies.get('keystep-trust') ?? ''
  for (const part of [cookie, ...cookie.split('.')]) expect(await server.store.findTrust(part)).toBeNull()
})

test.for([-1, 2_592_001, Number.NaN])('trustSeconds: %d is refused', (trustSeconds) => {
  expect(() => startServer({ trustSeconds })).toThrow('trustSeconds must be from 0 to 30 days')
})
