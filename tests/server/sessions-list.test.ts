import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const anonymous = { state: 'anonymous' }

/** Ada, signed in by password and code in two browsers, and Mary, who has no device. */
async function setup() {
  const server = startServer({ clientAddress: () => '203.0.113.7' })
  const ada = await server.signUpWithPhone('ada')
  const other = server.browser()
  const headers = { 'content-type': 'application/json', 'user-agent': firefox }
  const post = (path: string, body: object) => other.send(path, { method: 'POST', headers, body: JSON.stringify(body) })
  await post('/auth/login', { identifier: 'ada@example.com', password })
  await post('/auth/login/verify', { deviceId: ada.deviceId, code: ada.phone.code() })
  server.pass(30)
  await server.signUp('mary')
  const mary = (await server.passwordStep('mary')).browser
  const idOf = async (browser = other) =>
    (await browser.auth.sessions.list()).sessions.find(({ current }) => current)?.id ?? 'none'
  const stepUp = () => ada.browser.auth.stepUp.verify({ deviceId: ada.deviceId, code: ada.phone.code() })
  return { server, ...ada, other, mary, idOf, stepUp }
}

const iso = (time: number) => new Date(time).toISOString()

describe('the list', () => {
  test('has the session that asks first, and what is known of each', async () => {
    const { server, browser, other } = await setup()
    const [now, signedUp, signedIn] = [iso(server.now()), iso(server.now() - 60_000), iso(server.now() - 30_000)]
    const id = expect.any(String) as string
    const common = { id, verified: true, method: 'totp', trusted: false }
    const first = { ...common, createdAt: signedUp, lastSeenAt: signedUp, verifiedAt: signedUp, browser: null }
    const second = { ...common, createdAt: signedIn, lastSeenAt: signedIn, verifiedAt: signedIn }
    const named = { ...second, browser: 'Firefox, Linux' }
    expect(await browser.auth.sessions.list()).toEqual({
      now,
      // That this one is asking is noted once the answer is on its way.
      sessions: [
        { ...first, lastSeenAt: expect.any(String) as string, current: true },
        { ...named, current: false },
      ],
    })
    expect((await other.auth.sessions.list()).sessions).toMatchObject([
      { ...named, current: true },
      { ...first, lastSeenAt: now, current: false },
    ])
  })

  test('is of one user alone, verified or not', async () => {
    const { mary, idOf } = await setup()
    const { sessions } = await mary.auth.sessions.list()
    expect(sessions).toMatchObject([{ verified: false, verifiedAt: null, method: null, trusted: false, current: true }])
    expect(sessions[0]?.id).not.toBe(await idOf())
  })

  test('says which session a trusted browser opened', async () => {
    const server = startServer({ trustSeconds: 86_400 })
    const { deviceId, phone } = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    await browser.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
    await server.passwordStep('ada', browser)
    const [current] = (await browser.auth.sessions.list()).sessions
    expect(current).toMatchObject({ current: true, trusted: true, verified: false, method: null })
  })

  test('names neither tokens, nor what they are kept as, nor addresses', async () => {
    const { server, browser, other } = await setup()
    const text = await (await browser.send('/auth/sessions')).text()
    const hashes = [browser, other].map(async ({ cookies }) => {
      const token = new TextEncoder().encode(cookies.get('keystep-session'))
      return Buffer.from(await crypto.subtle.digest('SHA-256', token))
    })
    for (const { cookies } of [browser, other]) for (const value of cookies.values()) expect(text).not.toContain(value)
    for (const hash of await Promise.all(hashes)) {
      expect(text).not.toContain(hash.toString('base64url'))
      expect(text).not.toContain(hash.toString('hex'))
    }
    expect(text).not.toContain('203.0.113.7')
    for (const { id } of (await browser.auth.sessions.list()).sessions) {
      for (const cookie of [id, `ses_${id}`]) {
        const stranger = server.browser()
        stranger.cookies.set('keystep-session', cookie)
        expect(await stranger.auth.session.read()).toMatchObject(anonymous)
      }
    }
  })

  test('is for sessions: a pending login and strangers are refused, and can end nothing', async () => {
    const { server, browser, idOf, other } = await setup()
    const { browser: pending } = await server.passwordStep('ada')
    const id = await idOf()
    for (const { auth } of [pending, server.browser()]) {
      const unauthenticated = refusal('unauthenticated')
      await expect(auth.sessions.list()).rejects.toMatchObject(unauthenticated)
      await expect(auth.sessions.end({ id })).rejects.toMatchObject(unauthenticated)
      await expect(auth.sessions.endOthers()).rejects.toMatchObject(unauthenticated)
    }
    expect((await browser.auth.sessions.list()).sessions).toHaveLength(2)
    expect(await other.auth.session.read()).toMatchObject({ state: 'signed_in' })
  })
})

describe('ending one', () => {
  test('is at once, and ends no other', async () => {
    const { browser, other, mary, idOf } = await setup()
    expect(await browser.auth.sessions.end({ id: await idOf() })).toEqual({ ended: true })
    expect(await other.auth.session.read()).toMatchObject(anonymous)
    expect((await browser.auth.sessions.list()).sessions).toMatchObject([{ current: true }])
    expect(await mary.auth.session.read()).toMatchObject({ state: 'signed_in' })
  })

  test('takes the token before along', async () => {
    const { browser, other, idOf, stepUp } = await setup()
    const old = browser.copy()
    await stepUp()
    expect(await old.auth.session.read()).toMatchObject({ state: 'signed_in' })
    await other.auth.sessions.end({ id: await idOf(browser) })
    for (const ended of [old, browser]) expect(await ended.auth.session.read()).toMatchObject(anonymous)
  })

  test('finds nothing of anybody else’s, nor what is over', async () => {
    const { browser, mary, other, idOf } = await setup()
    const id = await idOf()
    await browser.auth.sessions.end({ id })
    for (const gone of [id, await idOf(mary), 'unknown']) {
      await expect(browser.auth.sessions.end({ id: gone })).rejects.toMatchObject(refusal('not_found'))
    }
    await expect(mary.auth.sessions.end({ id: await idOf(browser) })).rejects.toMatchObject(refusal('not_found'))
    expect(await other.auth.session.read()).toMatchObject(anonymous)
    for (const { auth } of [browser, mary]) expect(await auth.session.read()).toMatchObject({ state: 'signed_in' })
  })

  test('is not how one’s own ends: that is logging out, which takes the cookie along', async () => {
    const { browser, idOf } = await setup()
    await expect(browser.auth.sessions.end({ id: await idOf(browser) })).rejects.toMatchObject(refusal('conflict'))
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in' })
  })
})

describe('ending all others', () => {
  test('leaves the one that asks, under a new token', async () => {
    const { server, browser, other, mary } = await setup()
    const { browser: pending } = await server.passwordStep('ada')
    const before = browser.cookies.get('keystep-session')
    expect(await browser.auth.sessions.endOthers()).toEqual({ ended: true })
    expect(browser.cookies.get('keystep-session')).not.toBe(before)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
    for (const ended of [other, pending]) expect(await ended.auth.session.read()).toMatchObject(anonymous)
    expect((await browser.auth.sessions.list()).sessions).toMatchObject([{ current: true }])
    expect(await mary.auth.session.read()).toMatchObject({ state: 'signed_in' })
  })

  test('ends the trust of other browsers, and keeps that of this one', async () => {
    const server = startServer({ trustSeconds: 86_400 })
    const { deviceId, phone } = await server.signUpWithPhone('ada')
    const trusted = async () => {
      const { browser } = await server.passwordStep('ada')
      server.pass(30)
      await browser.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
      return browser
    }
    const [own, other] = [await trusted(), await trusted()]
    await own.auth.sessions.endOthers()
    expect((await server.passwordStep('ada', own)).state).toMatchObject({ state: 'signed_in', trustedBrowser: true })
    expect((await server.passwordStep('ada', other)).state).toMatchObject({ state: 'second_factor' })
  })
})

describe('ending any', () => {
  test('takes a verification of the last five minutes', async () => {
    const { server, browser, other, idOf, stepUp } = await setup()
    const id = await idOf()
    server.pass(300)
    const stale = refusal('step_up_required', { maxAge: 300 })
    await expect(browser.auth.sessions.end({ id })).rejects.toMatchObject(stale)
    await expect(browser.auth.sessions.endOthers()).rejects.toMatchObject(stale)
    expect(await other.auth.session.read()).toMatchObject({ state: 'signed_in' })
    await stepUp()
    expect(await browser.auth.sessions.end({ id })).toEqual({ ended: true })
  })

  test('takes one at all from a browser that is trusted, and the first factor where there is no device', async () => {
    const server = startServer({ trustSeconds: 86_400 })
    const { deviceId, phone } = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    await browser.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
    await server.passwordStep('ada', browser)
    await expect(browser.auth.sessions.endOthers()).rejects.toMatchObject(refusal('verification_required'))
    await server.signUp('mary')
    const { browser: marys } = await server.passwordStep('mary')
    server.pass(301)
    await expect(marys.auth.sessions.endOthers()).rejects.toMatchObject(refusal('first_factor_required'))
    await marys.auth.stepUp.firstFactor({ password })
    expect(await marys.auth.sessions.endOthers()).toEqual({ ended: true })
  })
})
