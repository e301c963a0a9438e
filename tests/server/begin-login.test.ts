import { describe, expect, test } from 'vitest'
import { refusal, startServer, type StartOptions } from './start-server.ts'

const reauthenticateUrl = 'https://id.example/again'

function setup(options: StartOptions = {}) {
  const server = startServer({ reauthenticateUrl, ...options })
  const { app, keystep } = server
  app.get('/callback/:id', async (c) => {
    const id = c.req.param('id')
    const user = { id, identifier: `${id}@example.com`, name: id }
    return c.json(await keystep.beginLogin(c, user, { amr: ['oauth'], next: c.req.query('next') ?? null }))
  })
  app.onError((error, c) => c.text(error.message, 500))
  const callback = async (id: string, browser = server.browser(), query = '') => {
    const response = await browser.send(`/callback/${id}${query}`)
    return { browser, response, state: (await response.json()) as object }
  }
  return { server, callback }
}

describe('beginLogin', () => {
  test('signs in a user without a device', async () => {
    const { callback } = setup()
    const { browser, state } = await callback('otto', undefined, '?next=%2Fvault')
    expect(state).toMatchObject({
      state: 'signed_in',
      user: { id: 'otto', name: 'otto' },
      verified: false,
      next: '/vault',
      policy: { password: false, reauthenticateUrl },
    })
    expect([...browser.cookies.keys()]).toEqual(['keystep-session'])
    expect(await browser.auth.session.read()).toMatchObject({ user: { id: 'otto' } })
  })

  test('leads to the second step of a user with a device, and keeps next', async () => {
    const { server, callback } = setup()
    const { browser } = await callback('otto')
    const { deviceId, phone } = await server.enrol(browser)
    server.pass(30)
    const again = await callback('otto', undefined, '?next=%2Fvault')
    expect(again.state).toMatchObject({ state: 'second_factor', user: { identifier: 'otto@example.com' } })
    const done = await again.browser.auth.login.verify({ deviceId, code: phone.code() })
    expect(done).toMatchObject({ state: 'signed_in', verified: true, next: '/vault' })
  })

  test('keeps no next that leads away', async () => {
    const { callback } = setup()
    expect((await callback('otto', undefined, '?next=https%3A%2F%2Fevil.example')).state).toMatchObject({ next: null })
  })

  test('is a first-factor success, and a stale one is given again where the app says', async () => {
    const { server, callback } = setup()
    const { browser } = await callback('otto')
    server.pass(301)
    const begin = () => browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
    const demand = refusal('first_factor_required', { password: false, reauthenticateUrl })
    await expect(begin()).rejects.toMatchObject(demand)
    await expect(browser.auth.stepUp.firstFactor({ password: 'whatever' })).rejects.toMatchObject(demand)
    await callback('otto', browser)
    expect((await begin()).secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('replaces whoever was signed in or half-way in', async () => {
    const { server, callback } = setup()
    const ada = await server.signUpWithPhone('ada')
    const { browser } = await server.passwordStep('ada')
    const pending = browser.copy()
    expect((await callback('otto', browser)).state).toMatchObject({ state: 'signed_in' })
    expect([...browser.cookies.keys()]).toEqual(['keystep-session'])
    const answer = { deviceId: ada.deviceId, code: ada.phone.code() }
    await expect(pending.auth.login.verify(answer)).rejects.toMatchObject(refusal('login_expired'))
    const former = ada.browser.copy()
    await callback('otto', ada.browser)
    expect(await former.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('sets its cookies on the redirect that follows', async () => {
    const server = startServer({ reauthenticateUrl })
    server.app.get('/callback', async (c) => {
      await server.keystep.beginLogin(c, { id: 'otto', identifier: 'otto' }, { amr: ['oauth'] })
      return c.redirect('/')
    })
    const browser = server.browser()
    expect((await browser.send('/callback')).status).toBe(302)
    expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in' })
  })

  test('refuses a disabled user', async () => {
    const { server, callback } = setup()
    await callback('otto')
    await server.keystep.users.disable('otto')
    const response = await server.browser().send('/callback/otto')
    expect(response.status).toBe(500)
    expect(await response.text()).toBe('beginLogin: the user "otto" is disabled.')
    expect(response.headers.getSetCookie()).toEqual([])
  })

  test('without a password needs to know where to prove it again', async () => {
    const server = startServer()
    server.app.get('/callback', async (c) => {
      const user = { id: 'otto', identifier: 'otto' }
      return c.json(await server.keystep.beginLogin(c, user, { amr: ['oauth'] }))
    })
    server.app.onError((error, c) => c.text(error.message, 500))
    const response = await server.browser().send('/callback')
    expect(await response.text()).toBe(
      'beginLogin: a user without a password needs reauthenticateUrl, to prove who they are again.',
    )
  })

  test('after a password of the app’s own needs none', async () => {
    const server = startServer()
    server.app.post('/sign-up', async (c) => {
      const user = await server.builtIn.create({ id: 'otto', identifier: 'otto' }, 'correct horse battery')
      return c.json(await server.keystep.beginLogin(c, user, { amr: ['pwd'], next: '/welcome' }))
    })
    const response = await server.browser().post('/sign-up', {})
    expect(await response.json()).toMatchObject({ state: 'signed_in', next: '/welcome', policy: { password: true } })
  })
})

test('a reauthenticateUrl can be made for each user', async () => {
  const { callback } = setup({ reauthenticateUrl: (user, request) => `/again/${user.id}?${new URL(request.url).host}` })
  expect((await callback('otto')).state).toMatchObject({
    policy: { reauthenticateUrl: '/again/otto?localhost:3000' },
  })
})

test('without any first factor of the server’s own there is no password step', async () => {
  const { server, callback } = setup({ firstFactor: null })
  const browser = server.browser()
  expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous', firstFactors: [] })
  for (const path of ['/auth/password', '/auth/password/forgot', '/auth/password/reset']) {
    expect((await browser.post(path, {})).status).toBe(404)
  }
  expect((await browser.post('/auth/login', { identifier: 'otto', password: 'x' })).status).toBe(405)
  expect((await callback('otto')).state).toMatchObject({ state: 'signed_in' })
})

describe('an own check', () => {
  test('decides who signs in, and its profile is kept', async () => {
    const seen: object[] = []
    const server = startServer({
      clientAddress: () => '192.0.2.1',
      firstFactor(credentials, { address, request }) {
        seen.push({ ...credentials, address, url: request.url })
        const { identifier, password } = credentials
        return password === 'open sesame' ? { id: '7', identifier, name: 'Otto', staff: true } : null
      },
    })
    const { auth } = server.browser()
    expect(await auth.login.start({ identifier: 'Otto', password: 'open sesame' })).toMatchObject({
      state: 'signed_in',
      user: { id: '7', identifier: 'Otto', name: 'Otto', staff: true },
      policy: { password: true },
    })
    expect(seen).toEqual([
      {
        identifier: 'Otto',
        password: 'open sesame',
        address: '192.0.2.1',
        url: 'http://localhost:3000/auth/login',
      },
    ])
    await expect(auth.login.start({ identifier: 'Otto', password: 'nope' })).rejects.toMatchObject(
      refusal('invalid_credentials', {}),
    )
    expect(await server.keystep.users.find('7')).toMatchObject({ name: 'Otto', staff: true })
  })

  test('gives the first factor again, for the same user only', async () => {
    let id = '7'
    const server = startServer({ firstFactor: async ({ identifier }) => ({ id, identifier }) })
    const { auth } = server.browser()
    await auth.login.start({ identifier: 'Otto', password: 'x' })
    server.pass(301)
    expect(await auth.stepUp.firstFactor({ password: 'x' })).toMatchObject({
      firstFactorAt: new Date(server.now()).toISOString(),
    })
    id = '8'
    await expect(auth.stepUp.firstFactor({ password: 'x' })).rejects.toMatchObject(refusal('invalid_credentials'))
  })

  test('has no say over a user who is disabled', async () => {
    const server = startServer({ firstFactor: ({ identifier }) => ({ id: '7', identifier }) })
    const { auth } = server.browser()
    await auth.login.start({ identifier: 'Otto', password: 'x' })
    await server.keystep.users.disable('7')
    await expect(auth.login.start({ identifier: 'Otto', password: 'x' })).rejects.toMatchObject(
      refusal('invalid_credentials'),
    )
  })

  test('that breaks is a fault, and signs nobody in', async () => {
    const server = startServer({ firstFactor: () => Promise.reject(new Error('The directory is away.')) })
    const browser = server.browser()
    await expect(browser.auth.login.start({ identifier: 'a', password: 'x' })).rejects.toMatchObject(
      refusal('unavailable', {}),
    )
    expect(browser.cookies.size).toBe(0)
    expect(server.faults).toMatchObject([{ message: 'The directory is away.' }])
  })
})
