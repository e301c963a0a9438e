import { expect, test } from 'vitest'
import { companionApp } from './companion-app.ts'

test('a trusted browser turns at each sign-in of the host’s, whatever asks first, and its copy ends it', async () => {
  const { server, hosts, enrolled } = companionApp({ trustSeconds: 86_400 })
  const { browser, deviceId, phone } = await enrolled('otto')
  await browser.auth.stepUp.verify({ deviceId, code: phone.code(), trustBrowser: true })
  const reused = server.listen('trust.reused')
  const copy = browser.copy()
  function signInAgain(who: typeof browser) {
    const sessionId = crypto.randomUUID()
    hosts.set(sessionId, { user: { id: 'otto', identifier: 'otto@example.com' }, signedInAt: server.now() })
    who.cookies.set('sid', sessionId)
  }
  for (const path of ['/shelf', '/auth/session', '/shelf']) {
    const before = browser.cookies.get('keystep-trust')
    signInAgain(browser)
    server.pass(60)
    expect((await browser.send(path)).status).toBe(200)
    expect(browser.cookies.get('keystep-trust')).not.toBe(before)
    expect(await browser.auth.session.read()).toMatchObject({ trustedBrowser: true, verified: false })
  }
  expect(reused).toEqual([])
  signInAgain(copy)
  expect((await copy.send('/shelf')).status).toBe(403)
  expect(copy.cookies.has('keystep-trust')).toBe(false)
  const user = { id: 'otto', identifier: 'otto@example.com', email: null }
  expect(reused).toEqual([{ user, request: expect.any(Request) }])
  expect(await copy.auth.session.read()).toMatchObject({ state: 'signed_in', trustedBrowser: false })
  signInAgain(browser)
  expect((await browser.send('/shelf')).status).toBe(403)
})
