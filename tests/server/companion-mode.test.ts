import { describe, expect, test } from 'vitest'
import { createAuthenticator } from './authenticator.ts'
import { companionApp } from './companion-app.ts'
import { password, refusal, startServer } from './start-server.ts'

describe('the session', () => {
  test('is the host’s: anonymous or signed in, and nothing between', async () => {
    const { server, signIn } = companionApp()
    expect(await server.browser().auth.session.read()).toMatchObject({ state: 'anonymous', firstFactors: [] })
    expect(await signIn('otto').auth.session.read()).toMatchObject({
      state: 'signed_in',
      user: { id: 'otto', identifier: 'otto@example.com' },
      verified: false,
      hasDevice: false,
      firstFactorAt: new Date(server.now()).toISOString(),
    })
  })

  test('is noted as seen once an hour, and forgotten when it was not for 90 days', async () => {
    const { server, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    const seenAt = async () => (await server.store.sessionsOf('otto')).map(({ lastSeenAt }) => lastSeenAt)
    const before = await seenAt()
    server.pass(3599 - 30)
    await browser.auth.session.read()
    expect(await seenAt()).toEqual(before)
    server.pass(1)
    await browser.auth.session.read()
    expect(await seenAt()).toEqual([server.now()])
    server.pass(90 * 86_400 - 1)
    await server.store.purge({ limit: 100 })
    expect(await seenAt()).toHaveLength(1)
    server.pass(1)
    await server.store.purge({ limit: 100 })
    expect(await seenAt()).toEqual([])
    // The host still knows who that is; the second step is asked for again.
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', hasDevice: true, verified: false })
  })

  test('and what was verified in it is over when the host says that it signed out', async () => {
    const { server, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    const sessionId = browser.cookies.get('sid') ?? ''
    await server.keystep.signedOut('another')
    expect(await browser.auth.session.read()).toMatchObject({ verified: true })
    await server.keystep.signedOut(sessionId)
    // Even where the host would still name somebody by it.
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect((await browser.send('/vault')).status).toBe(401)
  })

  test('is not the host’s to end where Keystep keeps it', async () => {
    await expect(startServer().keystep.signedOut('one')).rejects.toThrow('Call endSessions')
  })

  test('is over when the host says so', async () => {
    const { hosts, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    hosts.clear()
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect((await browser.send('/vault')).status).toBe(401)
  })

  test('of a disabled user is none', async () => {
    const { server, signIn, calls } = companionApp()
    const browser = signIn('otto')
    await browser.auth.session.read()
    await server.keystep.users.disable('otto')
    expect(calls).toEqual(['endAll'])
    expect(await signIn('otto').auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('of another user under a known id is none', async () => {
    const { hosts, signIn } = companionApp()
    const browser = signIn('otto')
    await browser.auth.session.read()
    const known = [...hosts.keys()][0] ?? ''
    hosts.set(known, { user: { id: 'eve', identifier: 'eve' }, signedInAt: 0 })
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('verified once stays verified for that session alone', async () => {
    const { enrolled, signIn } = companionApp()
    const { browser } = await enrolled('otto')
    expect((await browser.send('/vault')).status).toBe(200)
    const other = signIn('otto')
    expect(await other.auth.session.read()).toMatchObject({ state: 'signed_in', hasDevice: true, verified: false })
    expect((await other.send('/vault')).status).toBe(403)
  })
})

describe('the host’s own routes', () => {
  test.for([
    ['POST', '/auth/login'],
    ['DELETE', '/auth/login'],
    ['POST', '/auth/login/verify'],
    ['POST', '/auth/login/challenge'],
    ['POST', '/auth/logout'],
    ['POST', '/auth/password'],
    ['POST', '/auth/password/forgot'],
    ['POST', '/auth/password/reset'],
    ['GET', '/auth/logout'],
    ['GET', '/auth/sessions'],
    ['DELETE', '/auth/sessions'],
    ['DELETE', '/auth/sessions/any'],
    ['GET', '/auth/trusted-browsers'],
    ['DELETE', '/auth/trusted-browsers/any'],
  ] as const)('are not there: %s %s', async ([method, path]) => {
    const { signIn } = companionApp()
    const response = await signIn('otto').send(path, { method })
    expect(response.status).toBe(404)
    expect(await response.json()).toMatchObject({ code: 'not_found' })
  })

  test('but the browsers that Keystep trusts are, where it trusts any', async () => {
    const { server, signIn, enrolled } = companionApp({ trustSeconds: 86_400 })
    const { browser, deviceId, phone } = await enrolled('otto')
    await browser.auth.stepUp.verify({ deviceId, code: phone.code(), trustBrowser: true })
    const { browsers } = await browser.auth.trustedBrowsers.list()
    expect(browsers).toMatchObject([{ current: true, createdAt: new Date(server.now()).toISOString() }])
    await expect(signIn('otto').auth.trustedBrowsers.end({ id: browsers[0]?.id ?? '' })).rejects.toMatchObject(
      refusal('verification_required'),
    )
    await browser.auth.trustedBrowsers.end({ id: browsers[0]?.id ?? '' })
    expect((await browser.auth.trustedBrowsers.list()).browsers).toEqual([])
    expect((await browser.send('/auth/sessions')).status).toBe(404)
  })

  test('a pending login’s cookie is no login', async () => {
    const { server } = companionApp()
    const browser = server.browser()
    browser.cookies.set('keystep-login', `pen_${'A'.repeat(43)}`)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('beginLogin is refused', async () => {
    const { server } = companionApp()
    server.app.get('/callback', async (c) =>
      c.json(await server.keystep.beginLogin(c, { id: 'otto', identifier: 'otto' }, { amr: ['pwd'] })),
    )
    server.app.onError((error, c) => c.text(error.message, 500))
    expect(await (await server.browser().send('/callback')).text()).toBe(
      'beginLogin: in companion mode the app signs people in itself.',
    )
  })
})

describe('rotate and endAll', () => {
  test('are called as the first device is confirmed, and other sessions end', async () => {
    const { server, calls, signIn } = companionApp()
    const browser = signIn('otto')
    const other = signIn('otto')
    const before = browser.cookies.get('sid')
    await server.enrol(browser)
    expect(calls).toEqual(['rotate', 'endAll but one'])
    expect(browser.cookies.get('sid')).not.toBe(before)
    expect(await browser.auth.session.read()).toMatchObject({ verified: true })
    expect(await other.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('a step-up rotates, and ends nothing', async () => {
    const { server, calls, enrolled, signIn } = companionApp()
    const { deviceId, phone } = await enrolled('otto')
    const browser = signIn('otto')
    const answer = { deviceId, code: phone.code() }
    expect(await browser.auth.stepUp.verify(answer)).toMatchObject({ verified: true, device: { id: deviceId } })
    expect(calls).toEqual(['rotate'])
    expect((await browser.send('/vault')).status).toBe(200)
    server.pass(30)
    await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code'))
    expect(calls).toEqual(['rotate'])
  })

  test('a second device rotates, its removal rotates and ends the others', async () => {
    const { server, calls, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    const tablet = await server.enrol(browser, 'Tablet')
    expect(calls).toEqual(['rotate'])
    await browser.auth.devices.remove({ id: tablet.deviceId })
    expect(calls).toEqual(['rotate', 'rotate', 'endAll but one'])
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', hasDevice: true })
  })

  test('an enrolment given up calls neither, nor do reads and new backup tokens', async () => {
    const { calls, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    const { device } = await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
    await browser.auth.devices.remove({ id: device.id })
    await browser.auth.devices.list()
    await browser.auth.backupTokens.renew()
    expect(calls).toEqual([])
  })

  test('host calls end everything', async () => {
    const { server, calls, enrolled } = companionApp()
    await enrolled('otto')
    const { keystep } = server
    await keystep.endSessions('otto')
    await keystep.passwordChanged('otto')
    await keystep.resetUser('otto')
    await keystep.users.delete('otto')
    expect(calls).toEqual(['endAll', 'endAll', 'endAll', 'endAll'])
  })

  test('a session that Keystep ended is not revived by a host that kept it', async () => {
    const { server, hosts, enrolled } = companionApp()
    const { browser } = await enrolled('otto')
    const kept = new Map(hosts)
    await server.keystep.endSessions('otto')
    for (const [id, host] of kept) hosts.set(id, host)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })
})

describe('the first factor', () => {
  test('is as old as the host says, and comes back when the host asked for it again', async () => {
    const { server, hosts, signIn } = companionApp()
    const browser = signIn('otto')
    const begin = () => browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
    await browser.auth.session.read()
    server.pass(301)
    await expect(begin()).rejects.toMatchObject(
      refusal('first_factor_required', { password: false, reauthenticateUrl: '/sign-in' }),
    )
    for (const [id, host] of hosts) hosts.set(id, { ...host, signedInAt: server.now() })
    const begun = await begin()
    const code = createAuthenticator(begun.otpauthUri ?? '', server.now).code()
    expect(await browser.auth.devices.confirm({ id: begun.device.id, code })).toMatchObject({ verified: true })
  })

  test('is given again at the host’s page where users may have no password', async () => {
    const { signIn } = companionApp()
    await expect(signIn('otto').auth.stepUp.firstFactor({ password })).rejects.toMatchObject(
      refusal('first_factor_required', { password: false }),
    )
  })
})
