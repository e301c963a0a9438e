import { expect, test } from 'vitest'
import { startServer } from '../server/start-server.ts'
import type { Browser } from '../server/browser.ts'

const cookie = 'keystep-trust'
const grace = 60
const held = (who: Browser) => who.cookies.get(cookie)

/** Ada's browser, trusted and signed out, and what is told of copied cookies. */
async function setup() {
  const server = startServer({ trustSeconds: 30 * 86_400 })
  const { deviceId, phone } = await server.signUpWithPhone('ada')
  const { browser } = await server.passwordStep('ada')
  server.pass(30)
  await browser.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
  await browser.auth.session.logout()
  const alarms = server.listen('trust.reused')
  /** With the right password: trusted, or asked for the second step. */
  const signIn = async (who: Browser) => (await server.passwordStep('ada', who)).state.state
  return { server, browser, deviceId, phone, alarms, signIn }
}

const alarm = {
  user: { id: 'ada', identifier: 'ada@example.com', email: null },
  request: expect.any(Request) as Request,
}

test('16 pages at once in the owner’s browser are all let in, one turns the trust, and nobody is alarmed', async () => {
  const { server, browser, alarms, signIn } = await setup()
  for (let round = 0; round < 5; round++) {
    const before = held(browser)
    const pages = Array.from({ length: 16 }, () => browser.copy())
    expect(await Promise.all(pages.map(signIn))).toEqual(pages.map(() => 'signed_in'))
    const turned = pages.filter((page) => held(page) !== before)
    expect(turned).toHaveLength(1)
    // One jar for all of them: what was last set holds.
    browser.cookies.set(cookie, held(turned[0] ?? browser) ?? '')
    server.pass(grace)
  }
  expect(await signIn(browser)).toBe('signed_in')
  expect(alarms).toEqual([])
})

test('a copy that is used after the owner’s sign-in ends the trust of both, and the owner is told once', async () => {
  const { server, browser, alarms, signIn } = await setup()
  const thief = browser.copy()
  expect(await signIn(browser)).toBe('signed_in')
  server.pass(grace)
  expect(alarms).toEqual([])
  expect(await signIn(thief)).toBe('second_factor')
  expect(held(thief)).toBeUndefined()
  expect(alarms).toEqual([alarm])
  await browser.auth.session.logout()
  expect(await signIn(browser)).toBe('second_factor')
  expect(held(browser)).toBeUndefined()
  expect(alarms).toHaveLength(1)
})

test('a copy that is used before the owner’s next sign-in is found out at that one, and opens nothing further', async () => {
  const { server, browser, deviceId, phone, alarms, signIn } = await setup()
  const thief = browser.copy()
  expect(await signIn(thief)).toBe('signed_in')
  server.pass(grace)
  expect(await signIn(browser)).toBe('second_factor')
  expect(alarms).toEqual([alarm])
  await thief.auth.session.logout()
  expect(await signIn(thief)).toBe('second_factor')
  // The owner gets in by the second step, and may trust this browser anew.
  const code = phone.code()
  expect(await browser.auth.login.verify({ deviceId, code, trustBrowser: true })).toMatchObject({ verified: true })
  await browser.auth.session.logout()
  expect(await signIn(browser)).toBe('signed_in')
  expect(await signIn(thief)).toBe('second_factor')
})

test('within the grace a copy gets no turn of its own, and is worth nothing afterwards', async () => {
  const { server, browser, alarms, signIn } = await setup()
  const thief = browser.copy()
  expect(await signIn(browser)).toBe('signed_in')
  const copied = held(thief)
  expect(await signIn(thief)).toBe('signed_in')
  expect(held(thief)).toBe(copied)
  await thief.auth.session.logout()
  server.pass(grace)
  expect(await signIn(thief)).toBe('second_factor')
  expect(alarms).toEqual([alarm])
})

test('a trust that nobody holds ends none, alarms nobody and locks nobody out', async () => {
  const { server, browser, alarms, signIn, deviceId, phone } = await setup()
  const turn = held(browser)?.split('.')[1] ?? ''
  for (const forged of [
    `tru_${'A'.repeat(43)}.${turn}`,
    `tru_${'A'.repeat(43)}`,
    `tru_.${turn}`,
    `.${turn}`,
    `${turn}.x.y`,
  ]) {
    const stranger = server.browser()
    stranger.cookies.set(cookie, forged)
    expect(await signIn(stranger)).toBe('second_factor')
    server.pass(30)
    expect(await stranger.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
  }
  expect(alarms).toEqual([])
  expect(await signIn(browser)).toBe('signed_in')
})

test('a copied trust without the right password is never looked at', async () => {
  const { server, browser, alarms, signIn } = await setup()
  const thief = browser.copy()
  expect(await signIn(browser)).toBe('signed_in')
  server.pass(grace)
  const wrong = { identifier: 'ada@example.com', password: 'not her password' }
  await expect(thief.auth.login.start(wrong)).rejects.toMatchObject({ code: 'invalid_credentials' })
  await browser.auth.session.logout()
  expect(await signIn(browser)).toBe('signed_in')
  expect(alarms).toEqual([])
})
