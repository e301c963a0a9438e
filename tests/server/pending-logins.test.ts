import { describe, expect, test } from 'vitest'
import { password, refusal, startServer, type StartOptions } from './start-server.ts'

async function setup(options: StartOptions = {}) {
  const server = startServer(options)
  const ada = await server.signUpWithPhone('ada')
  const { browser } = await server.passwordStep('ada')
  return { server, ...ada, enrolledIn: ada.browser, browser }
}

const expired = refusal('login_expired')

describe('a pending login', () => {
  test('is good for its last second, and over on the next one', async () => {
    const { server, browser, phone, deviceId } = await setup()
    server.pass(599.999)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'second_factor' })
    server.pass(0.001)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
    await expect(browser.auth.login.challenge({ deviceId })).rejects.toMatchObject(expired)
    await expect(browser.auth.login.giveUp()).rejects.toMatchObject(expired)
  })

  test('that expired under a right code charges nobody', async () => {
    const { server, browser, phone, deviceId } = await setup()
    server.pass(600)
    for (let tries = 0; tries < 6; tries++) {
      await expect(browser.auth.login.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(expired)
    }
    const again = await server.passwordStep('ada')
    expect(await again.browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  })

  test('lives as long as the option says', async () => {
    const { server, browser } = await setup({ loginSeconds: 60 })
    expect(await browser.auth.session.read()).toMatchObject({
      expiresAt: new Date(server.now() + 60_000).toISOString(),
    })
    server.pass(60)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('never lapses with loginSeconds 0, and its cookie ends with the browser', async () => {
    const { server, browser, phone, deviceId } = await setup({ loginSeconds: 0 })
    server.pass(60 * 60 * 24 * 365)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'second_factor', expiresAt: null })
    expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
    const credentials = { identifier: 'ada@example.com', password }
    const [cookie] = (await browser.post('/auth/login', credentials)).headers.getSetCookie().slice(-1)
    expect(cookie).toMatch(/^keystep-login=pen_/)
    expect(cookie).not.toContain('Max-Age')
  })

  test('is over once it was used', async () => {
    const { server, browser, phone, deviceId } = await setup()
    const copy = browser.copy()
    await browser.auth.login.verify({ deviceId, code: phone.code() })
    expect([...browser.cookies.keys()]).toEqual(['keystep-session', 'keystep-recognised'])
    server.pass(30)
    await expect(copy.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
    expect(await copy.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('can be given up', async () => {
    const { browser, phone, deviceId } = await setup()
    const copy = browser.copy()
    expect(await browser.auth.login.giveUp()).toMatchObject({ state: 'anonymous', firstFactors: ['password'] })
    expect(browser.cookies.size).toBe(0)
    await expect(copy.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
  })

  test('ends with a log-out', async () => {
    const { browser, phone, deviceId } = await setup()
    const copy = browser.copy()
    expect(await browser.auth.session.logout()).toMatchObject({ state: 'anonymous' })
    expect(browser.cookies.size).toBe(0)
    await expect(copy.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
  })

  test('missing, tampered with, finished and lapsed get one answer, byte for byte', async () => {
    const { server, browser, phone, deviceId } = await setup()
    const finished = browser.copy()
    const tampered = browser.copy()
    const token = browser.cookies.get('keystep-login') ?? ''
    tampered.cookies.set('keystep-login', token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'))
    const missing = server.browser()
    await browser.auth.login.verify({ deviceId, code: phone.code() })
    server.pass(30)
    const answer = { deviceId, code: phone.code() }
    const texts = await Promise.all(
      [finished, tampered, missing].map(async (from) => await (await from.post('/auth/login/verify', answer)).text()),
    )
    expect(new Set(texts).size).toBe(1)
    expect(JSON.parse(texts[0] ?? '')).toMatchObject({ code: 'login_expired', status: 401 })
  })
})

describe('the password of another user in the same browser', () => {
  test('replaces the pending login', async () => {
    const { server, browser, phone, deviceId } = await setup()
    const bob = await server.signUpWithPhone('bob')
    const adas = browser.copy()
    await server.passwordStep('bob', browser)
    expect(await browser.auth.session.read()).toMatchObject({ user: { identifier: 'bob@example.com' } })
    await expect(adas.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
    await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    const answer = { deviceId: bob.deviceId, code: bob.phone.code() }
    expect(await browser.auth.login.verify(answer)).toMatchObject({ user: { id: 'bob' } })
  })

  test('discards it even when it is wrong', async () => {
    const { browser, phone, deviceId } = await setup()
    const wrong = { identifier: 'bob@example.com', password: 'not the password' }
    await expect(browser.auth.login.start(wrong)).rejects.toMatchObject(refusal('invalid_credentials'))
    await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(expired)
  })

  test('ends a session of the first one', async () => {
    const { server, enrolledIn } = await setup()
    await server.signUpWithPhone('bob')
    const adas = enrolledIn.copy()
    await server.passwordStep('bob', enrolledIn)
    expect(await enrolledIn.auth.session.read()).toMatchObject({ state: 'second_factor' })
    expect(await adas.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })
})
