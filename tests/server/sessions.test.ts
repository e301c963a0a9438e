import { describe, expect, test } from 'vitest'
import { cookieSessions } from '@keystep/server'
import { refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer()
  const ada = await server.signUpWithPhone('ada')
  const { browser } = await server.passwordStep('ada')
  await browser.auth.login.verify({ deviceId: ada.deviceId, code: ada.phone.code() })
  server.pass(30)
  const stepUp = () => browser.auth.stepUp.verify({ deviceId: ada.deviceId, code: ada.phone.code() })
  return { server, ...ada, enrolledIn: ada.browser, browser, stepUp }
}

const signedIn = { state: 'signed_in' }
const anonymous = { state: 'anonymous' }

describe('a log-out', () => {
  test('ends the session at once, under its old and its new token', async () => {
    const { browser, stepUp } = await setup()
    const old = browser.copy()
    await stepUp()
    const current = browser.copy()
    expect(await browser.auth.session.logout()).toMatchObject({ state: 'anonymous', firstFactors: ['password'] })
    expect([...browser.cookies.keys()]).toEqual(['keystep-recognised'])
    expect(await current.auth.session.read()).toMatchObject(anonymous)
    expect(await old.auth.session.read()).toMatchObject(anonymous)
  })

  test('by the old token ends the session under the new one too', async () => {
    const { browser, stepUp } = await setup()
    const old = browser.copy()
    await stepUp()
    await old.auth.session.logout()
    expect(await browser.auth.session.read()).toMatchObject(anonymous)
  })

  test('leaves the user’s other browsers signed in', async () => {
    const { browser, enrolledIn } = await setup()
    await browser.auth.session.logout()
    expect(await enrolledIn.auth.session.read()).toMatchObject(signedIn)
  })

  test('at one machine ends the session at every other', async () => {
    const { server, browser, enrolledIn } = await setup()
    const other = startServer({ throughStore: () => server.store })
    const there = other.browser()
    for (const [name, value] of browser.cookies) there.cookies.set(name, value)
    const spared = other.browser()
    for (const [name, value] of enrolledIn.cookies) spared.cookies.set(name, value)
    expect(await there.auth.session.read()).toMatchObject(signedIn)
    await browser.auth.session.logout()
    expect(await there.auth.session.read()).toMatchObject(anonymous)
    expect(await spared.auth.session.read()).toMatchObject(signedIn)
  })

  test('of nobody is no mistake', async () => {
    expect(await startServer().browser().auth.session.logout()).toMatchObject(anonymous)
  })
})

describe('the token that a step-up replaces', () => {
  test('keeps what it had for ten seconds, and is dead after', async () => {
    const { server, browser, stepUp } = await setup()
    const old = browser.copy()
    const before = await old.auth.session.read()
    server.pass(60)
    await stepUp()
    expect(old.cookies.get('keystep-session')).not.toBe(browser.cookies.get('keystep-session'))
    server.pass(9.999)
    expect(await old.auth.session.read()).toMatchObject({
      ...signedIn,
      verifiedAt: (before as { verifiedAt: string }).verifiedAt,
    })
    server.pass(0.001)
    expect(await old.auth.session.read()).toMatchObject(anonymous)
    expect(await browser.auth.session.read()).toMatchObject({ ...signedIn, verified: true })
  })

  test('is never fresh, however fresh it was', async () => {
    const { browser, stepUp } = await setup()
    const old = browser.copy()
    await stepUp()
    await expect(old.auth.backupTokens.renew()).rejects.toMatchObject(refusal('step_up_required', { maxAge: 300 }))
    await expect(old.auth.devices.begin({ method: 'totp', requestKey: 'a' })).rejects.toMatchObject(
      refusal('step_up_required'),
    )
    expect((await browser.auth.backupTokens.renew()).tokens).toHaveLength(10)
  })

  test('was not verified, and is not verified by it', async () => {
    const server = startServer()
    await server.signUp('ada')
    const { browser } = await server.passwordStep('ada')
    const old = browser.copy()
    await server.enrol(browser)
    expect(await old.auth.session.read()).toMatchObject({ ...signedIn, verified: false, verifiedAt: null })
    await expect(old.auth.backupTokens.renew()).rejects.toMatchObject(refusal('verification_required'))
    server.pass(10)
    expect(await old.auth.session.read()).toMatchObject(anonymous)
  })
})

describe('lifetimes', () => {
  test('an hour without a request ends a session', async () => {
    const { server, browser, enrolledIn } = await setup()
    server.pass(3569)
    expect(await browser.auth.session.read()).toMatchObject(signedIn)
    server.pass(3599)
    expect(await browser.auth.session.read()).toMatchObject(signedIn)
    expect(await enrolledIn.auth.session.read()).toMatchObject(anonymous)
    server.pass(3600)
    expect(await browser.auth.session.read()).toMatchObject(anonymous)
  })

  test('twenty-four hours end it, used or not', async () => {
    const server = startServer()
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    for (let hours = 0; hours < 47; hours++) {
      server.pass(1800)
      expect(await browser.auth.session.read()).toMatchObject(signedIn)
    }
    server.pass(1800)
    expect(await browser.auth.session.read()).toMatchObject(anonymous)
  })

  test('a step-up does not lengthen them', async () => {
    const server = startServer({ sessions: cookieSessions({ absoluteSeconds: 900 }) })
    const { browser, phone, deviceId } = await server.signUpWithPhone('ada')
    server.pass(600)
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    server.pass(269)
    expect(await browser.auth.session.read()).toMatchObject(signedIn)
    server.pass(1)
    expect(await browser.auth.session.read()).toMatchObject(anonymous)
  })

  test('are options', async () => {
    const server = startServer({ sessions: cookieSessions({ idleSeconds: 120, absoluteSeconds: 300 }) })
    await server.signUp('mary')
    const idle = await server.passwordStep('mary')
    const used = await server.passwordStep('mary')
    server.pass(100)
    expect(await used.browser.auth.session.read()).toMatchObject(signedIn)
    server.pass(20)
    expect(await idle.browser.auth.session.read()).toMatchObject(anonymous)
    expect(await used.browser.auth.session.read()).toMatchObject(signedIn)
  })
})

test('a session is kept as a hash: what the store holds cannot be sent as a cookie', async () => {
  const filed: string[] = []
  const server = startServer({
    throughStore: (store) => ({
      ...store,
      openSession(session) {
        filed.push(session.tokenHash)
        return store.openSession(session)
      },
    }),
  })
  await server.signUp('mary')
  const { browser } = await server.passwordStep('mary')
  expect(filed).toHaveLength(1)
  expect(filed[0]).not.toBe(browser.cookies.get('keystep-session'))
  for (const stolen of [filed[0] ?? '', `ses_${filed[0]}`]) {
    browser.cookies.set('keystep-session', stolen)
    expect(await browser.auth.session.read()).toMatchObject(anonymous)
  }
})
