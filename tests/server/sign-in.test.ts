import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

describe('a user without a device', () => {
  test('is signed in by the password alone, and not verified', async () => {
    const server = startServer()
    await server.signUp('mary', { name: 'Mary', email: 'mary@example.com' })
    const { browser, state } = await server.passwordStep('mary')
    expect(state).toEqual({
      state: 'signed_in',
      now: '2026-11-02T10:00:00.000Z',
      user: {
        id: 'mary',
        name: 'Mary',
        identifier: 'mary@example.com',
        image: null,
        email: 'mary@example.com',
        staff: false,
      },
      hasDevice: false,
      verified: false,
      verifiedAt: null,
      firstFactorAt: '2026-11-02T10:00:00.000Z',
      device: null,
      trustedBrowser: false,
      policy: { freshSeconds: 300, password: true, reauthenticateUrl: null, trustSeconds: null },
      next: null,
    })
    const { next: _next, ...again } = state as typeof state & { next: null }
    expect(await browser.auth.session.read()).toEqual(again)
  })

  test('is known under any spelling of the identifier', async () => {
    const server = startServer()
    await server.signUp('mary')
    const state = await server.browser().auth.login.start({ identifier: ' Mary@EXAMPLE.com ', password })
    expect(state).toMatchObject({ state: 'signed_in', user: { id: 'mary' } })
  })
})

describe('a user with a device', () => {
  test('owes the second step after the password, and is verified after it', async () => {
    const server = startServer()
    const { phone, deviceId } = await server.signUpWithPhone('ada', { name: 'Ada' })
    const { browser, state } = await server.passwordStep('ada')
    expect(state).toMatchObject({
      state: 'second_factor',
      user: { name: 'Ada', identifier: 'ada@example.com', image: null },
      expiresAt: '2026-11-02T10:10:30.000Z',
      devices: [
        { id: deviceId, method: 'totp', name: 'Phone', default: true, interactive: false, tokensLeft: null },
        { method: 'backup', default: false, tokensLeft: 10 },
      ],
    })
    expect(await browser.auth.session.read()).toEqual(state)
    expect(await browser.auth.login.challenge({ deviceId })).toEqual({ deviceId, now: expect.any(String), sent: null })
    const done = await browser.auth.login.verify({ deviceId, code: phone.code() })
    expect(done).toMatchObject({
      state: 'signed_in',
      user: { id: 'ada' },
      hasDevice: true,
      verified: true,
      verifiedAt: '2026-11-02T10:00:30.000Z',
      device: { id: deviceId, method: 'totp', name: 'Phone' },
    })
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
  })

  test('shows neither the user id nor a secret before the second step', async () => {
    const server = startServer()
    const { begun } = await server.signUpWithPhone('ada', { id: 'user-1', email: 'private@example.com' })
    const { state } = await server.passwordStep('ada')
    const text = JSON.stringify(state)
    expect(text).not.toContain('user-1')
    expect(text).not.toContain('private@example.com')
    expect(text).not.toContain(begun.secret)
  })

  test('can have each code typed with spaces and dashes', async () => {
    const server = startServer()
    const { phone, deviceId } = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    const code = phone.code().replace(/^(...)/, ' $1-')
    expect(await browser.auth.login.verify({ deviceId, code })).toMatchObject({ verified: true })
  })
})

describe('next', () => {
  test.for([
    ['/vault?a=1#b', '/vault?a=1#b'],
    ['//evil.example/', null],
    ['/\\evil.example', null],
    ['https://evil.example/', null],
    ['https:evil.example', null],
    ['javascript:alert(1)', null],
    ['/\t/evil.example', null],
    ['/.//evil.example', null],
    ['https://docs.acme.example/page', 'https://docs.acme.example/page'],
    ['https://docs.acme.example.evil.example/', null],
  ] as const)('%j leads to %j, with and without a second step', async ([wanted, next]) => {
    const server = startServer({ allowedNextOrigins: ['https://docs.acme.example'] })
    await server.signUp('mary')
    const { phone, deviceId } = await server.signUpWithPhone('ada')
    const mary = await server.passwordStep('mary', server.browser(), wanted)
    expect(mary.state).toMatchObject({ state: 'signed_in', next })
    const ada = await server.passwordStep('ada', server.browser(), wanted)
    expect(ada.state).toMatchObject({ state: 'second_factor', next })
    expect(await ada.browser.auth.session.read()).toMatchObject({ next })
    expect(await ada.browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ next })
  })
})

describe('the password step', () => {
  test('answers the same for a wrong password, an unknown user, a disabled user and a user with a device', async () => {
    const server = startServer()
    await server.signUp('mary')
    await server.signUp('dan')
    await server.keystep.users.disable('dan')
    await server.signUpWithPhone('ada')
    const attempts = [
      { identifier: 'mary@example.com', password: 'wrong password' },
      { identifier: 'ada@example.com', password: 'wrong password' },
      { identifier: 'nobody@example.com', password },
      { identifier: 'dan@example.com', password },
      { identifier: 'dan@example.com', password: 'wrong password' },
    ]
    const answers = await Promise.all(
      attempts.map(async (attempt) => {
        const response = await server.browser().post('/auth/login', attempt)
        return { status: response.status, headers: [...response.headers], body: await response.text() }
      }),
    )
    expect(answers[0]?.status).toBe(401)
    expect(JSON.parse(answers[0]?.body ?? '')).toMatchObject({ code: 'invalid_credentials' })
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })

  test('takes the password in any Unicode form, as it is and not trimmed', async () => {
    const server = startServer()
    await server.builtIn.create({ id: 'zoe', identifier: 'zoe@example.com' }, ' caf\u00e9 au lait ')
    const start = (typed: string) =>
      server.browser().auth.login.start({ identifier: 'zoe@example.com', password: typed })
    expect(await start(' cafe\u0301 au lait ')).toMatchObject({ state: 'signed_in' })
    await expect(start('caf\u00e9 au lait')).rejects.toMatchObject(refusal('invalid_credentials'))
  })

  test('never adopts a session token that the server did not issue', async () => {
    const server = startServer()
    await server.signUp('mary')
    const browser = server.browser()
    const planted = `ses_${'A'.repeat(43)}`
    browser.cookies.set('keystep-session', planted)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    await server.passwordStep('mary', browser)
    expect(browser.cookies.get('keystep-session')).not.toBe(planted)
    expect(browser.cookies.get('keystep-session')).toMatch(/^ses_[\w-]{43}$/)
  })

  test('ends the session and the pending login that the browser had', async () => {
    const server = startServer()
    await server.signUp('mary')
    const { browser: adas } = await server.signUpWithPhone('ada')
    const before = adas.copy()
    await server.passwordStep('mary', adas)
    expect(await before.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await adas.auth.session.read()).toMatchObject({ user: { id: 'mary' } })
  })
})

test('anonymous says what a sign-in can begin with, and what time it is', async () => {
  const server = startServer()
  const state = { state: 'anonymous', now: '2026-11-02T10:00:00.000Z', firstFactors: ['password'] }
  expect(await server.browser().auth.session.read()).toEqual(state)
})

test('about says that it is well, and describes the wire', async () => {
  const { auth } = startServer().browser()
  expect(await auth.about.health()).toEqual({ status: 'ok', now: '2026-11-02T10:00:00.000Z' })
  expect(await auth.about.openapi()).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/auth' }] })
})
