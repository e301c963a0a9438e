import { safeNext } from '@keystep/contract'
import { expect, test } from 'vitest'
import { createAuthenticator } from '../server/authenticator.ts'
import { refusal, startServer, type StartOptions } from '../server/start-server.ts'
import { referenceKey } from './reference-key.ts'

/** Bouke, signed in and without a device. */
async function setup(options: StartOptions = {}) {
  const server = startServer({ issuer: 'testserver', ...options })
  await server.signUp('bouke')
  const { browser } = await server.passwordStep('bouke')
  const { devices } = browser.auth
  const begin = async (requestKey = 'one') => {
    const begun = await devices.begin({ method: 'totp', requestKey })
    return { begun, id: begun.device.id, phone: createAuthenticator(begun.otpauthUri ?? '', server.now) }
  }
  return { server, browser, devices, begin }
}

test('36: whoever has no device is told what can be set up, and nothing is under way', async () => {
  const { browser, devices } = await setup()
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', hasDevice: false })
  expect(await devices.list()).toMatchObject({ devices: [], methods: ['totp'], pending: null })
})

test('37: one method leaves nothing to choose; the key has 20 bytes, and its address is the reference’s', async () => {
  const { devices, begin } = await setup()
  expect((await devices.list()).methods).toEqual(['totp'])
  const { begun } = await begin()
  expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/)
  expect(begun.otpauthUri).toBe(
    `otpauth://totp/testserver%3A%20bouke%40example.com?secret=${begun.secret}&digits=6&issuer=testserver`,
  )
})

test('38: an empty and a wrong code are refused; the right one leaves one app, and its backup tokens', async () => {
  const { browser, devices, begin } = await setup()
  const { id, phone } = await begin()
  await expect(devices.confirm({ id, code: '' })).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'code', key: 'too_small' }] }),
  )
  await expect(devices.confirm({ id, code: phone.wrongCode() })).rejects.toMatchObject(refusal('invalid_code'))
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false })
  await devices.confirm({ id, code: phone.code() })
  expect((await devices.list()).devices).toMatchObject([{ id, method: 'totp', default: true }, { method: 'backup' }])
})

test('39: of several methods the user chooses, and goes on as with one', async () => {
  const { devices, begin } = await setup({ withEmail: {} })
  expect((await devices.list()).methods).toEqual(['totp', 'email'])
  await expect(devices.begin({ method: 'fax', requestKey: 'fax' })).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'method', key: 'unknown' }] }),
  )
  const { id, phone } = await begin()
  expect(await devices.confirm({ id, code: phone.code() })).toMatchObject({
    verified: true,
    device: { method: 'totp' },
  })
})

test('40: confirming answers who it is and leads nowhere, and a way back is held to the app’s own pages', async () => {
  const { browser, begin } = await setup()
  const { id, phone } = await begin()
  const response = await browser.post(`/auth/devices/${id}/confirm`, { code: phone.code() })
  expect(response.status).toBe(200)
  expect(response.headers.get('location')).toBeNull()
  expect(safeNext('/welcome')).toBe('/welcome')
  expect(safeNext('https://evil.example/welcome')).toBeNull()
})

test('43: whoever has a device is told so, and a further one never takes the first one’s place', async () => {
  const { server, browser, devices } = await setup()
  const first = await server.enrol(browser)
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: true })
  await server.enrol(browser, 'Tablet')
  expect((await devices.list()).devices[0]).toMatchObject({ id: first.deviceId, default: true })
  server.pass(301)
  await expect(devices.begin({ method: 'totp', requestKey: 'late' })).rejects.toMatchObject(refusal('step_up_required'))
})

test('44: finishing set-up verifies the session, without a second sign-in', async () => {
  const { server, browser, begin, devices } = await setup()
  expect(await browser.auth.session.read()).toMatchObject({ verified: false, verifiedAt: null })
  const { id, phone } = await begin()
  await devices.confirm({ id, code: phone.code() })
  expect(await browser.auth.session.read()).toMatchObject({
    verified: true,
    verifiedAt: new Date(server.now()).toISOString(),
    device: { id, method: 'totp' },
  })
})

test.for([
  ['/auth/devices', {}],
  ['/auth/devices', { method: 'totp' }],
  ['/auth/devices', { requestKey: 'one' }],
  ['/auth/devices', { method: 'totp', requestKey: 'one', step: 'generator' }],
  ['/auth/devices/x/confirm', {}],
] as const)('46: %s with %j is a bad request', async ([path, body]) => {
  const { browser } = await setup()
  const response = await browser.post(path, body)
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'bad_request' })
})

test.for([-1, 0, 1])('47: a code %i steps from now sets the app up', async (offset) => {
  const { begin, devices } = await setup()
  const { id, phone } = await begin()
  expect(await devices.confirm({ id, code: phone.code(offset) })).toMatchObject({ verified: true })
})

test.for([-2, 2])('47: a code %i steps from now is refused', async (offset) => {
  const { begin, devices } = await setup()
  const { id, phone } = await begin()
  await expect(devices.confirm({ id, code: phone.code(offset) })).rejects.toMatchObject(refusal('invalid_code'))
})

test('48: a code keeps its leading zero, and is no code without it', async () => {
  const { server, begin, devices } = await setup(referenceKey({ step: 6 }))
  const { id } = await begin()
  await expect(devices.confirm({ id, code: '45675' })).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'code', key: 'format' }] }),
  )
  expect(await devices.confirm({ id, code: '045675' })).toMatchObject({ verified: true })
  expect((await server.store.devicesOf('bouke'))[0]).toMatchObject({ method: 'totp', counter: 6 })
})

test('108: looking at set-up while a code is on the screen changes nothing, and repeating the request neither', async () => {
  const { browser, begin, devices } = await setup()
  const { begun, id, phone } = await begin()
  expect(await devices.list()).toMatchObject({ pending: { id, method: 'totp' } })
  await browser.auth.session.read()
  expect(await devices.begin({ method: 'totp', requestKey: 'one' })).toEqual({ device: begun.device })
  expect(await devices.confirm({ id, code: phone.code() })).toMatchObject({ verified: true })
})
