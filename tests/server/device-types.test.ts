import { email, inboxGateway, totp } from '@keystep/server'
import { describe, expect, test } from 'vitest'
import { hotp } from '@keystep/server/hotp'
import { refusal, startServer } from './start-server.ts'

// RFC 4226, appendix D: the key is "12345678901234567890".
const key = '3132333435363738393031323334353637383930'
const codes = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489']

describe('the registry', () => {
  test('takes a type while the server runs, and the next request can enrol one', async () => {
    const server = startServer()
    await server.signUp('mary', { email: 'mary@example.com' })
    const { browser } = await server.passwordStep('mary')
    const begin = () => browser.auth.devices.begin({ method: 'email', requestKey: 'a' })
    await expect(begin()).rejects.toMatchObject(
      refusal('bad_request', { errors: [{ path: 'method', key: 'unknown' }] }),
    )
    server.keystep.deviceTypes.register(email({ gateway: server.inbox }))
    expect((await browser.auth.devices.list()).methods).toEqual(['totp', 'email'])
    expect((await begin()).device.method).toBe('email')
  })

  test('keeps the first of two, forgets nobody it does not know, and is clear about what it lacks', () => {
    const { deviceTypes } = startServer().keystep
    const first = deviceTypes.get('totp')
    deviceTypes.register(totp({ digits: 8 }))
    expect(deviceTypes.get('totp')).toBe(first)
    deviceTypes.unregister('carrier-pigeon')
    expect(() => deviceTypes.get('carrier-pigeon')).toThrow(
      'The method "carrier-pigeon" is not registered. Add its device type to methods.',
    )
  })

  test('hides the devices of a type that was unregistered, and brings them back with it', async () => {
    const server = startServer()
    const { browser } = await server.signUpWithPhone('ada')
    const type = server.keystep.deviceTypes.get('backup')
    server.keystep.deviceTypes.unregister('backup')
    expect((await browser.auth.devices.list()).devices.map(({ method }) => method)).toEqual(['totp'])
    const { browser: pending } = await server.passwordStep('ada')
    expect(await pending.auth.session.read()).toMatchObject({ devices: [{ method: 'totp' }] })
    server.keystep.deviceTypes.register(type)
    expect((await browser.auth.devices.list()).devices.map(({ method }) => method)).toEqual(['totp', 'backup'])
  })

  test('refuses what only tests may use, on a server that strangers can reach', () => {
    const server = startServer({
      hash: slow,
      origin: 'https://acme.example',
      firstFactor: null,
      reauthenticateUrl: '/',
    })
    const type = { ...email({ gateway: inboxGateway() }), testOnly: 'email: for tests only.' }
    expect(() => server.keystep.deviceTypes.register(type)).toThrow('email: for tests only.')
  })
})

const slow = { hash: async () => '', verify: async () => false, derive: async () => '' }

async function setup(extra: Record<string, unknown> = { key, encoding: 'hex' }) {
  const server = startServer({ methods: [totp(), hotp()] })
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const begin = (given: Record<string, unknown> | undefined = extra) =>
    browser.auth.devices.begin({ method: 'hotp', requestKey: crypto.randomUUID(), extra: given })
  async function enrol() {
    const { device } = await begin()
    await browser.auth.devices.confirm({ id: device.id, code: codes[0] ?? '' })
    return device.id
  }
  async function signIn(deviceId: string, count: number) {
    const login = await server.passwordStep('ada')
    return await login.browser.auth.login.verify({ deviceId, code: codes[count] ?? '' })
  }
  return { server, browser, begin, enrol, signIn }
}

function wrongAt(path: string) {
  return { details: { errors: [{ path }] }, code: 'bad_request' }
}

describe('hotp, a type from outside', () => {
  test('signs in with the next code, skips up to five, and goes back to none', async () => {
    const { enrol, signIn } = await setup()
    const deviceId = await enrol()
    expect(await signIn(deviceId, 1)).toMatchObject({ verified: true, device: { method: 'hotp' } })
    await expect(signIn(deviceId, 1)).rejects.toMatchObject(refusal('invalid_code'))
    await expect(signIn(deviceId, 0)).rejects.toMatchObject(refusal('invalid_code'))
    await expect(signIn(deviceId, 8)).rejects.toMatchObject(refusal('invalid_code'))
    expect(await signIn(deviceId, 7)).toMatchObject({ verified: true })
    expect(await signIn(deviceId, 8)).toMatchObject({ verified: true })
  })

  test('begins where the device has counted to, and reads base32 as well', async () => {
    const { browser, begin } = await setup({ key: 'GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ', counter: 4 })
    const { device } = await begin()
    const confirm = (code = '') => browser.auth.devices.confirm({ id: device.id, code })
    await expect(confirm(codes[3])).rejects.toMatchObject(refusal('invalid_code'))
    expect(await confirm(codes[4])).toMatchObject({ verified: true })
  })

  test('says which part of the key’s form is wrong', async () => {
    const { begin } = await setup()
    await expect(begin({})).rejects.toMatchObject(wrongAt('extra.key'))
    await expect(begin({ key, counter: -1 })).rejects.toMatchObject(wrongAt('extra.counter'))
    await expect(begin({ key, more: 1 })).rejects.toMatchObject(wrongAt('extra'))
    for (const short of ['31323334', 'not hex at all', `${key}0`])
      await expect(begin({ key: short, encoding: 'hex' })).rejects.toMatchObject(wrongAt('extra.key'))
  })

  test('keeps its key sealed, and shows it to nobody', async () => {
    const { server, begin } = await setup()
    const begun = await begin()
    expect(JSON.stringify(begun)).not.toContain(key)
    expect(begun).not.toHaveProperty('extra')
    const [session] = [await server.store.devicesOf('ada')]
    expect(JSON.stringify(session)).not.toContain(key)
  })
})

test('extra is refused where the type has no schema for it', async () => {
  const server = startServer()
  const { browser, deviceId, phone } = await server.signUpWithPhone('ada')
  const refused = refusal('bad_request', { errors: [{ path: 'extra', key: 'unrecognized_keys' }] })
  const extra = { anything: 1 }
  await expect(browser.auth.devices.begin({ method: 'totp', requestKey: 'a', extra })).rejects.toMatchObject(refused)
  const answer = { deviceId, code: phone.code() }
  await expect(browser.auth.stepUp.verify({ ...answer, extra })).rejects.toMatchObject(refused)
  expect(await browser.auth.stepUp.verify(answer)).toMatchObject({ verified: true })
})
