import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import type { GuardOptions, Keystep, KeystepEnv } from '@keystep/server'
import type { Browser } from './browser.ts'
import { startServer, type StartOptions } from './start-server.ts'

async function get(browser: Browser, path = '/guarded', init?: RequestInit) {
  const response = await browser.send(path, init)
  return { status: response.status, headers: response.headers, body: await response.text() }
}

async function answer(browser: Browser, path?: string) {
  const { status, body } = await get(browser, path)
  return status === 200 ? 200 : (JSON.parse(body) as { code: string }).code
}

/** People of every kind, and an app whose route `/guarded` asks for what the options say. */
async function setup(options: GuardOptions = {}, start: StartOptions = {}) {
  const server = startServer(start)
  const guarded = (guard: keyof Pick<Keystep, 'requireVerified' | 'requireStaff'>, path: string) =>
    server.app.on(['GET', 'POST'], path, server.keystep[guard](options), (c) => c.json(c.var.keystep))
  guarded('requireVerified', '/guarded')
  guarded('requireStaff', '/staff')
  const { app, keystep } = server
  app.on(['GET', 'POST'], '/home', keystep.requireLogin(), (c) => c.json(c.var.keystep))
  app.on(['GET', 'POST'], '/open', keystep.identify(), (c) => {
    const { user, verified } = c.var.keystep
    return c.json({ name: user === null ? 'nobody' : user.identifier, verified })
  })
  const api = new Hono<KeystepEnv>()
  api.use(keystep.requireVerified())
  api.get('/one', (c) => c.json(c.var.keystep))
  api.get('/deep/two', (c) => c.json(c.var.keystep))
  app.route('/api', api)
  app.use('/files/*', keystep.requireVerified())
  app.get('/files/a', (c) => c.json({}))

  const { browser: verified, deviceId, phone, backupTokens } = await server.signUpWithPhone('ada')
  await server.signUp('mary')
  const { browser: withoutDevice } = await server.passwordStep('mary')
  const { browser: pending } = await server.passwordStep('ada')
  return {
    server,
    anonymous: server.browser(),
    verified,
    withoutDevice,
    pending,
    deviceId,
    phone,
    backupTokens,
  }
}

describe('requireVerified', () => {
  test('denies each by name, and lets the verified pass', async () => {
    const { anonymous, pending, withoutDevice, verified } = await setup()
    expect(await answer(anonymous)).toBe('unauthenticated')
    expect(await answer(pending)).toBe('unauthenticated')
    expect(await answer(withoutDevice)).toBe('enrolment_required')
    expect(await answer(verified)).toBe(200)
  })

  test('answers a problem that no cache keeps', async () => {
    const { anonymous } = await setup()
    const { status, headers, body } = await get(anonymous)
    expect(status).toBe(401)
    expect(headers.get('content-type')).toBe('application/problem+json')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(JSON.parse(body)).toEqual({
      type: 'urn:keystep:problem:unauthenticated',
      title: 'unauthenticated',
      status: 401,
      code: 'unauthenticated',
    })
  })

  test('asks a session whose device is gone to verify with another', async () => {
    const { server, verified } = await setup()
    const tablet = await server.enrol(verified, 'Tablet')
    await verified.auth.devices.remove({ id: tablet.deviceId })
    expect(await answer(verified)).toBe('verification_required')
  })

  test('asks a session from before its user had a device to sign in again', async () => {
    const { server, withoutDevice } = await setup()
    const other = await server.passwordStep('mary')
    await server.enrol(other.browser)
    expect(await answer(withoutDevice)).toBe('unauthenticated')
  })

  test('ifConfigured lets users without a device pass, and nobody else', async () => {
    const { anonymous, pending, withoutDevice, verified } = await setup({ ifConfigured: true })
    expect(await answer(anonymous)).toBe('unauthenticated')
    expect(await answer(pending)).toBe('unauthenticated')
    expect(await answer(withoutDevice)).toBe(200)
    expect(await answer(verified)).toBe(200)
  })

  test('maxAge asks for a verification of late, and says of how late', async () => {
    const { server, verified, deviceId, phone } = await setup({ maxAge: 600 })
    server.pass(570)
    expect(await answer(verified)).toBe(200)
    server.pass(1)
    const { status, body } = await get(verified)
    expect(status).toBe(403)
    expect(JSON.parse(body)).toMatchObject({ code: 'step_up_required', maxAge: 600 })
    await verified.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect(await answer(verified)).toBe(200)
  })

  test('methods asks for one of them, and names them', async () => {
    const { verified, deviceId, phone, backupTokens } = await setup({ methods: ['totp', 'passkey'] })
    expect(await answer(verified)).toBe(200)
    const { devices } = await verified.auth.devices.list()
    const backupId = devices.find(({ method }) => method === 'backup')?.id ?? ''
    await verified.auth.stepUp.verify({ deviceId: backupId, code: backupTokens[0] ?? '' })
    expect(JSON.parse((await get(verified)).body)).toMatchObject({
      code: 'step_up_required',
      methods: ['totp', 'passkey'],
    })
    await verified.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect(await answer(verified)).toBe(200)
  })

  test('a HEAD request and odd spellings of the path pass no guard', async () => {
    const { anonymous } = await setup()
    expect((await get(anonymous, '/guarded', { method: 'HEAD' })).status).toBe(401)
    for (const path of [
      '/%67uarded',
      'http://localhost:3000//guarded',
      '/guarded/',
      '/guarded;x',
      '/GUARDED',
      '/./guarded',
    ]) {
      expect((await get(anonymous, path)).status).toBeOneOf([401, 404])
    }
  })
})

describe('a trusted browser', () => {
  const trusting: StartOptions = {
    throughStore: (store) => ({
      ...store,
      async findSession(tokenHash) {
        const session = await store.findSession(tokenHash)
        return session?.hasDevice ? { ...session, trusted: true, verifiedAt: null, device: null } : session
      },
    }),
  }

  test.for([
    [{}, 'verification_required'],
    [{ acceptTrustedBrowser: true }, 200],
    [{ acceptTrustedBrowser: true, maxAge: 600 }, 'verification_required'],
    [{ acceptTrustedBrowser: true, methods: ['totp'] }, 'verification_required'],
  ] as const)('with %j is answered %s', async ([options, expected]) => {
    const { verified } = await setup(options, trusting)
    expect(await answer(verified)).toBe(expected)
  })
})

describe('requireStaff', () => {
  test('asks first who it is, then for staff, then for what requireVerified asks', async () => {
    const { server, anonymous, withoutDevice, verified } = await setup()
    expect(await answer(anonymous, '/staff')).toBe('unauthenticated')
    expect(await answer(withoutDevice, '/staff')).toBe('staff_required')
    expect(await answer(verified, '/staff')).toBe('staff_required')
    await server.keystep.users.update('mary', { staff: true })
    await server.keystep.users.update('ada', { staff: true })
    expect(await answer(withoutDevice, '/staff')).toBe('enrolment_required')
    expect(await answer(verified, '/staff')).toBe(200)
  })

  test('is denied even where others are redirected', async () => {
    const { verified } = await setup({
      onAnonymous: { redirect: '/sign-in' },
      onUnverified: { redirect: '/set-up' },
    })
    expect(await answer(verified, '/staff')).toBe('staff_required')
  })
})

describe('requireLogin', () => {
  test('lets every session pass, and a pending login not', async () => {
    const { anonymous, pending, withoutDevice, verified } = await setup()
    expect(await answer(anonymous, '/home')).toBe('unauthenticated')
    expect(await answer(pending, '/home')).toBe('unauthenticated')
    expect(await answer(withoutDevice, '/home')).toBe(200)
    expect(await answer(verified, '/home')).toBe(200)
  })
})

test('a guard on a router holds for every route below it', async () => {
  const { anonymous, verified } = await setup()
  for (const path of ['/api/one', '/api/deep/two', '/files/a']) {
    expect(await answer(anonymous, path)).toBe('unauthenticated')
    expect(await answer(verified, path)).toBe(200)
  }
})

describe('c.var.keystep', () => {
  test('says who it is and by which device, without what is nobody’s business', async () => {
    const { verified, deviceId } = await setup()
    expect(JSON.parse((await get(verified)).body)).toEqual({
      user: {
        id: 'ada',
        identifier: 'ada@example.com',
        name: null,
        image: null,
        email: null,
        emailVerified: false,
        language: null,
        staff: false,
      },
      device: { id: deviceId, method: 'totp', name: 'Phone' },
      verified: true,
      verifiedAt: Date.UTC(2026, 10, 2, 10),
    })
  })

  test('is there for everybody behind identify, and typed for nobody too', async () => {
    const { anonymous, pending, withoutDevice } = await setup()
    expect(JSON.parse((await get(anonymous, '/open')).body)).toEqual({ name: 'nobody', verified: false })
    expect(JSON.parse((await get(pending, '/open')).body)).toEqual({ name: 'nobody', verified: false })
    expect(JSON.parse((await get(withoutDevice, '/open')).body)).toEqual({ name: 'mary@example.com', verified: false })
  })
})

describe('an unsafe request to the app’s own routes', () => {
  test.for([
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a sibling', { origin: 'http://evil.localhost:3000' }],
    ['another port', { origin: 'http://localhost:3001' }],
    ['the origin null', { origin: 'null' }],
    ['a longer name', { origin: 'http://localhost:3000.evil.example' }],
    ['no origin at all', { origin: '' }],
    ['a foreign origin that says same-origin', { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }],
  ] as const)('from %s is refused', async ([, headers]) => {
    const { verified } = await setup()
    for (const path of ['/guarded', '/open', '/home']) {
      const response = await verified.send(path, { method: 'POST', headers })
      expect(response.status).toBe(403)
      expect(await response.json()).toMatchObject({ code: 'origin_rejected' })
    }
  })

  test('from the app’s own origin passes', async () => {
    const { verified } = await setup()
    expect((await verified.send('/guarded', { method: 'POST' })).status).toBe(200)
  })
})
