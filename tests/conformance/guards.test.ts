import { hasPermission } from '@keystep/contract'
import { Hono } from 'hono'
import { expect, test } from 'vitest'
import type { GuardOptions, KeystepEnv } from '@keystep/server'
import { startServer } from '../server/start-server.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const toLogin = { onAnonymous: { redirect: '/login' } } as const

/** A site with a guarded page, and one browser for each standing that somebody can have. */
async function setup(options: GuardOptions = {}) {
  const server = startServer({ setupUrl: '/setup' })
  const { app, keystep } = server
  app.use('/vault', keystep.requireVerified(options))
  app.on([...methods], '/vault', (c) => c.text('the vault'))
  app.get('/home', keystep.requireLogin(options), (c) => c.text('home'))
  const admin = new Hono<KeystepEnv>()
  admin.use(keystep.requireStaff(options))
  admin.get('/users', (c) => c.json({ allowed: hasPermission(c.var.keystep) }))
  app.route('/admin', admin)
  app.get('/may-i', keystep.identify(), (c) => c.json({ allowed: hasPermission(c.var.keystep) }))

  const ada = await server.signUpWithPhone('ada')
  await server.signUp('mary')
  const { browser: withoutDevice } = await server.passwordStep('mary')
  const { browser: pending } = await server.passwordStep('ada')
  const carl = await server.signUpWithPhone('carl')
  const tablet = await server.enrol(carl.browser, 'Tablet')
  await carl.browser.auth.devices.remove({ id: tablet.deviceId })
  const browsers = {
    anonymous: server.browser(),
    pending,
    withoutDevice,
    unverified: carl.browser,
    verified: ada.browser,
  }

  /** The status, and where a redirect leads. */
  async function visit(who: keyof typeof browsers, path = '/vault?tab=a', method = 'GET') {
    const response = await browsers[who].send(path, { method, headers: { accept: 'text/html' } })
    const location = response.headers.get('location')
    return location === null ? response.status : `${response.status} ${location}`
  }
  return { server, ...browsers, visit }
}

test('66: nobody is sent to sign in with the way back, or denied', async () => {
  const redirecting = await setup(toLogin)
  expect(await redirecting.visit('anonymous')).toBe('302 /login?next=%2Fvault%3Ftab%3Da')
  expect(await redirecting.visit('pending')).toBe('302 /login?next=%2Fvault%3Ftab%3Da')
  const denying = await setup({ onAnonymous: 'deny' })
  expect(await denying.visit('anonymous')).toBe(401)
  expect(await denying.visit('pending')).toBe(401)
})

test('67: a user without a device is sent to set-up, denied, or told what to do on a page', async () => {
  const redirecting = await setup({ onUnverified: { redirect: '/setup' } })
  expect(await redirecting.visit('withoutDevice')).toBe('302 /setup?next=%2Fvault%3Ftab%3Da')
  const denying = await setup({ onUnverified: 'deny' })
  expect(await denying.visit('withoutDevice')).toBe(403)
  const { withoutDevice, visit } = await setup({ onUnverified: 'explain' })
  expect(await visit('withoutDevice')).toBe(403)
  const page = await (await withoutDevice.send('/vault', { headers: { accept: 'text/html' } })).text()
  expect(page).toContain('<a href="/setup">Turn on two-step verification</a>')
})

test('68: whoever has a device and did not use it is sent to sign in, and not told to turn on what is on', async () => {
  const { server, visit, withoutDevice } = await setup({ ...toLogin, onUnverified: 'explain' })
  expect(await visit('unverified')).toBe('302 /login?next=%2Fvault%3Ftab%3Da')
  expect(await visit('withoutDevice')).toBe(403)
  const elsewhere = await server.passwordStep('mary')
  await server.enrol(elsewhere.browser)
  expect(await withoutDevice.auth.session.read()).toMatchObject({ state: 'anonymous' })
  expect(await visit('withoutDevice')).toBe('302 /login?next=%2Fvault%3Ftab%3Da')
})

test('69: whoever is verified sees the page', async () => {
  const { verified } = await setup({ ...toLogin, onUnverified: 'explain' })
  const response = await verified.send('/vault')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('the vault')
})

test('71: an admin area sends nobody to sign in, and lets in staff whom a device verified and nobody else', async () => {
  const { server, visit, verified } = await setup(toLogin)
  const login = '302 /login?next=%2Fadmin%2Fusers'
  expect(await visit('anonymous', '/admin/users')).toBe(login)
  expect(await visit('pending', '/admin/users')).toBe(login)
  for (const who of ['withoutDevice', 'unverified', 'verified'] as const) {
    expect(await visit(who, '/admin/users')).toBe(403)
  }
  for (const id of ['ada', 'mary', 'carl']) await server.keystep.users.update(id, { staff: true })
  expect(await visit('unverified', '/admin/users')).toBe(login)
  expect(await visit('withoutDevice', '/admin/users')).toBe(403)
  expect(await (await verified.send('/admin/users')).json()).toEqual({ allowed: true })
})

test('71: a guard that asks for a sign-in alone lets staff in unverified, and leads nobody past the second step', async () => {
  const { server, visit } = await setup(toLogin)
  for (const id of ['mary', 'carl']) await server.keystep.users.update(id, { staff: true })
  expect(await visit('anonymous', '/home')).toBe('302 /login?next=%2Fhome')
  expect(await visit('pending', '/home')).toBe('302 /login?next=%2Fhome')
  for (const who of ['withoutDevice', 'unverified', 'verified'] as const) expect(await visit(who, '/home')).toBe(200)
})

test('1.1: hasPermission asks for both, staff and a device that verified', async () => {
  const { server, ...browsers } = await setup()
  const mayI = async () =>
    await Promise.all(
      [browsers.anonymous, browsers.withoutDevice, browsers.unverified, browsers.verified].map(async (browser) => {
        const { allowed } = (await (await browser.send('/may-i')).json()) as { allowed: boolean }
        return allowed
      }),
    )
  expect(await mayI()).toEqual([false, false, false, false])
  for (const id of ['ada', 'mary', 'carl']) await server.keystep.users.update(id, { staff: true })
  expect(await mayI()).toEqual([false, false, false, true])
  await server.keystep.users.disable('ada')
  expect(await mayI()).toEqual([false, false, false, false])
})

test.for(methods)('1.2: a guard on a path holds for %s', async (method) => {
  const { visit } = await setup(toLogin)
  expect(await visit('anonymous', '/vault', method)).toBe('302 /login?next=%2Fvault')
  expect(await visit('unverified', '/vault', method)).toBe('302 /login?next=%2Fvault')
  expect(await visit('withoutDevice', '/vault', method)).toBe(403)
  expect(await visit('verified', '/vault', method)).toBe(200)
})

test('1.2: without nextParam no way back is added', async () => {
  const { visit } = await setup({ ...toLogin, nextParam: null })
  expect(await visit('anonymous')).toBe('302 /login')
})

test('1.2: ifConfigured lets users without a device in, and nobody else', async () => {
  const { visit } = await setup({ ...toLogin, ifConfigured: true })
  expect(await visit('withoutDevice')).toBe(200)
  expect(await visit('verified')).toBe(200)
  for (const who of ['anonymous', 'pending', 'unverified'] as const) expect(await visit(who)).toMatch(/^302/)
})

// The table of OTPRequiredMixin, where raise_anonymous and raise_unverified are 'deny'.
const setUp = { redirect: '/setup' }
test.for([
  ['anonymous', { ...toLogin }, '302 /login?next=%2Fvault'],
  ['anonymous', { onAnonymous: 'deny' }, 401],
  ['unverified', { ...toLogin, onUnverified: 'deny' }, '302 /login?next=%2Fvault'],
  ['unverified', { ...toLogin, onUnverified: setUp }, '302 /login?next=%2Fvault'],
  ['unverified', { onAnonymous: 'deny', onUnverified: setUp }, 403],
  ['withoutDevice', { ...toLogin, onUnverified: 'deny' }, 403],
  ['withoutDevice', { onAnonymous: 'deny', onUnverified: setUp }, '302 /setup?next=%2Fvault'],
  ['withoutDevice', { ...toLogin, onUnverified: 'explain' }, 403],
  ['verified', { onAnonymous: 'deny', onUnverified: 'deny' }, 200],
] as const)('1.10: the standing %s under %j is answered %s', async ([who, options, answer]) => {
  const { visit } = await setup(options)
  expect(await visit(who, '/vault')).toBe(answer)
})
