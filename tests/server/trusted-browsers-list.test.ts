import { describe, expect, test } from 'vitest'
import { refusal, startServer } from './start-server.ts'

const week = 7 * 86_400

/** Ada, who trusts two browsers and is signed in by a third. */
async function setup() {
  const server = startServer({ trustSeconds: week })
  const ada = await server.signUpWithPhone('ada')
  async function trusted(id: string, { deviceId, phone }: Pick<typeof ada, 'deviceId' | 'phone'>) {
    const { browser } = await server.passwordStep(id)
    server.pass(30)
    await browser.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
    return browser
  }
  const [one, two] = [await trusted('ada', ada), await trusted('ada', ada)]
  const eve = await server.signUpWithPhone('eve')
  const eves = await trusted('eve', eve)
  const idOf = async (browser = one) =>
    (await browser.auth.trustedBrowsers.list()).browsers.find(({ current }) => current)?.id ?? 'none'
  return { server, ...ada, one, two, eves, idOf }
}

describe('the list', () => {
  test('has the newest first, when each was used last, and which one asks', async () => {
    const { server, one } = await setup()
    await one.auth.session.logout()
    expect((await server.passwordStep('ada', one)).state).toMatchObject({ state: 'signed_in' })
    const iso = (secondsAgo: number) => new Date(server.now() - secondsAgo * 1000).toISOString()
    const id = expect.any(String) as string
    expect(await one.auth.trustedBrowsers.list()).toEqual({
      now: iso(0),
      browsers: [
        { id, createdAt: iso(60), lastUsedAt: null, expiresAt: iso(60 - week), current: false, browser: null },
        { id, createdAt: iso(90), lastUsedAt: iso(0), expiresAt: iso(90 - week), current: true, browser: null },
      ],
    })
  })

  test('is of one user alone, and says of a browser that is not trusted that none is it', async () => {
    const { browser, eves } = await setup()
    const { browsers } = await browser.auth.trustedBrowsers.list()
    expect(browsers.map(({ current }) => current)).toEqual([false, false])
    expect((await eves.auth.trustedBrowsers.list()).browsers).toMatchObject([{ current: true }])
  })

  test('names what a browser called itself', async () => {
    const { server, deviceId, phone, browser } = await setup()
    const { browser: phoneBrowser } = await server.passwordStep('ada')
    server.pass(30)
    const userAgent =
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/604.1'
    const body = JSON.stringify({ deviceId, code: phone.code(), trustBrowser: true })
    const headers = { 'content-type': 'application/json', 'user-agent': userAgent }
    await phoneBrowser.send('/auth/login/verify', { method: 'POST', headers, body })
    expect((await browser.auth.trustedBrowsers.list()).browsers[0]).toMatchObject({ browser: 'Safari, iPhone' })
  })

  test('names no tokens, nor what they are kept as', async () => {
    const { server, browser, one, two } = await setup()
    const text = await (await browser.send('/auth/trusted-browsers')).text()
    for (const { cookies } of [one, two]) for (const value of cookies.values()) expect(text).not.toContain(value)
    const kept = await server.store.trustsOf('ada')
    expect(kept).toHaveLength(2)
    for (const { tokenHash } of kept) expect(text).not.toContain(tokenHash)
  })

  test('is for sessions: a pending login and strangers are refused, and can end nothing', async () => {
    const { server, idOf, one } = await setup()
    const { browser: pending } = await server.passwordStep('ada')
    const id = await idOf()
    for (const { auth } of [pending, server.browser()]) {
      await expect(auth.trustedBrowsers.list()).rejects.toMatchObject(refusal('unauthenticated'))
      await expect(auth.trustedBrowsers.end({ id })).rejects.toMatchObject(refusal('unauthenticated'))
    }
    expect((await server.passwordStep('ada', one)).state).toMatchObject({ state: 'signed_in' })
  })
})

describe('ending one', () => {
  test('asks for the second step there from the next sign-in on, and nowhere else', async () => {
    const { server, one, two, idOf } = await setup()
    expect(await two.auth.trustedBrowsers.end({ id: await idOf() })).toEqual({ ended: true })
    expect(await one.auth.session.read()).toMatchObject({ state: 'signed_in' })
    expect((await server.passwordStep('ada', one)).state).toMatchObject({ state: 'second_factor' })
    expect(one.cookies.has('keystep-trust')).toBe(false)
    expect((await server.passwordStep('ada', two)).state).toMatchObject({ state: 'signed_in' })
  })

  test('may be that of the browser that asks', async () => {
    const { server, one, idOf } = await setup()
    await one.auth.trustedBrowsers.end({ id: await idOf() })
    expect((await one.auth.trustedBrowsers.list()).browsers).toMatchObject([{ current: false }])
    expect((await server.passwordStep('ada', one)).state).toMatchObject({ state: 'second_factor' })
  })

  test('finds nothing of anybody else’s, nor what is over', async () => {
    const { server, two, eves, idOf } = await setup()
    const id = await idOf()
    await two.auth.trustedBrowsers.end({ id })
    for (const gone of [id, await idOf(eves), 'unknown']) {
      await expect(two.auth.trustedBrowsers.end({ id: gone })).rejects.toMatchObject(refusal('not_found'))
    }
    expect((await server.passwordStep('eve', eves)).state).toMatchObject({ state: 'signed_in' })
  })

  test('takes a verification of the last five minutes', async () => {
    const { server, two, idOf, deviceId, phone } = await setup()
    const id = await idOf()
    server.pass(300)
    const stale = refusal('step_up_required', { maxAge: 300 })
    await expect(two.auth.trustedBrowsers.end({ id })).rejects.toMatchObject(stale)
    await two.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect(await two.auth.trustedBrowsers.end({ id })).toEqual({ ended: true })
    await server.passwordStep('ada', two)
    await expect(two.auth.trustedBrowsers.end({ id })).rejects.toMatchObject(refusal('verification_required'))
  })
})
