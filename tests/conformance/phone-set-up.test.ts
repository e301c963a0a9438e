import { call, inboxGateway } from '@keystep/server'
import { createTestServer } from '@keystep/testing'
import { describe, expect, test } from 'vitest'
import { refusal } from '../server/start-server.ts'
import { stores } from './stores.ts'
import { always, number, type PhonesOptions, withPhones, wrongCode } from './with-phones.ts'

const wrong = refusal('invalid_code')
const noCode = refusal('bad_request', { errors: [{ path: 'code', key: 'format' }] })

function fieldRefused(path: string, key: string) {
  return refusal('bad_request', { errors: [{ path, key }] })
}

/** Mary, signed in and without a device, where numbers are texted and called. */
async function setup(options: PhonesOptions = {}) {
  const server = await withPhones(options)
  const mary = await server.signIn('mary')
  const { devices } = mary.client
  const begin = (wanted: { method: string; number?: string; name?: string }) =>
    devices.begin({ requestKey: crypto.randomUUID(), ...wanted })
  return { ...server, mary, devices, begin }
}

test('41: calls can be added while there is a way to call, and the next request knows', async () => {
  const { keystep, client, people } = await createTestServer({ methods: ['totp', 'sms', 'backup'], people: ['mary'] })
  await client.login.start({ identifier: people.mary.user.identifier, password: people.mary.password })
  const methods = async () => (await client.devices.list()).methods
  expect(await methods()).toEqual(['totp', 'sms'])
  keystep.deviceTypes.register(call({ gateway: inboxGateway(), countries: ['NL'] }))
  expect(await methods()).toEqual(['totp', 'sms', 'call'])
  keystep.deviceTypes.unregister('call')
  expect(await methods()).toEqual(['totp', 'sms'])
})

test.for(['sms', 'call'] as const)(
  '42: setting up by %s sends once, refuses a wrong code, and the sent one leaves the default device',
  async (method) => {
    const { begin, devices, mary, outbox, sentCode, store } = await setup()
    const { device } = await begin({ method, number: '+31 (0)10 123 4567' })
    expect(outbox).toMatchObject([{ to: number }])
    await expect(devices.confirm({ id: device.id, code: wrongCode })).rejects.toMatchObject(wrong)
    expect(await mary.client.session.read()).toMatchObject({ hasDevice: false })
    await devices.confirm({ id: device.id, code: sentCode() })
    expect(outbox).toHaveLength(1)
    expect((await devices.list()).devices).toMatchObject([
      { id: device.id, method, default: true },
      { method: 'backup' },
    ])
    expect(JSON.stringify(await store.devicesOf('mary'))).not.toContain('1012345')
  },
)

test('45: once an app is set up, a phone is among what can be added, and where none can be reached it is not', async () => {
  const { signIn } = await withPhones()
  const { client } = await signIn('ada')
  expect(await client.devices.list()).toMatchObject({ methods: ['totp', 'sms', 'call'] })
  const without = await createTestServer({ people: ['ada'] })
  const { user, password, app } = without.people.ada
  const state = await without.client.login.start({ identifier: user.identifier, password })
  const deviceId = state.state === 'second_factor' ? (state.devices[0]?.id ?? '') : ''
  await without.client.login.verify({ deviceId, code: app.code() })
  expect(await without.client.devices.list()).toMatchObject({ methods: ['totp'], countries: {} })
})

test('56: where no phone can be reached none can be added', async () => {
  const { client, people } = await createTestServer({ people: ['mary'] })
  await client.login.start({ identifier: people.mary.user.identifier, password: people.mary.password })
  for (const method of ['sms', 'call']) {
    await expect(client.devices.begin({ method, number, requestKey: method })).rejects.toMatchObject(
      fieldRefused('method', 'unknown'),
    )
  }
})

test('57: without a number or a method, or with a number that is none, nothing is sent and the field is named', async () => {
  const { begin, mary, outbox } = await setup()
  await expect(begin({ method: 'call' })).rejects.toMatchObject(fieldRefused('number', 'required'))
  await expect(begin({ method: 'call', number: '123' })).rejects.toMatchObject(fieldRefused('number', 'number_format'))
  const response = await mary.fetch('/auth/devices', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number, requestKey: 'one' }),
  })
  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'bad_request', errors: [{ path: 'method' }] })
  expect(outbox).toEqual([])
})

test('57: a further phone gets a random code of six digits, and is named by its owner', async () => {
  const { signIn, outbox, sentCode } = await withPhones({ random: always('054321') })
  const { devices } = (await signIn('ada')).client
  const { device } = await devices.begin({ method: 'call', number, name: 'At work', requestKey: 'one' })
  expect(outbox).toMatchObject([{ to: number, subject: 'Phone call' }])
  expect(sentCode()).toBe('054321')
  await expect(devices.confirm({ id: device.id, code: wrongCode })).rejects.toMatchObject(wrong)
  await devices.confirm({ id: device.id, code: '054321' })
  expect((await devices.list()).devices).toMatchObject([
    { method: 'totp', default: true },
    { id: device.id, method: 'call', name: 'At work', default: false },
    { method: 'backup' },
  ])
})

test.for([6, 8] as const)(
  '60: where codes have %i digits, what is no code is refused and charges nothing, and the right one works at once',
  async (digits) => {
    const { mary, enrol, passwordStep, sentCode, store } = await setup({ digits })
    await enrol(mary, 'sms')
    const { client, idOf } = await passwordStep('mary')
    const deviceId = idOf('sms')
    await client.login.challenge({ deviceId })
    const code = sentCode()
    expect(code).toHaveLength(digits)
    for (const other of ['foobar', '-1', String(Number(code)), code.slice(1), `${code}0`, '1'.repeat(14 - digits)]) {
      await expect(client.login.verify({ deviceId, code: other })).rejects.toMatchObject(noCode)
    }
    expect((await store.devicesOf('mary')).map(({ failures }) => failures)).toEqual([0, 0])
    const spaced = `${code.slice(0, 3)} ${code.slice(3)}`
    expect(await client.login.verify({ deviceId, code: spaced })).toMatchObject({ verified: true })
  },
)

test.for(['+31101234567', '+1 202-456-1111', '0031101234567'])('1.12: %s is a number', async (typed) => {
  const { begin, outbox } = await setup()
  await begin({ method: 'sms', number: typed })
  expect(outbox).toMatchObject([{ to: typed === '+1 202-456-1111' ? '+12024561111' : number }])
})

test.for(['123', '0101234567', '+31101234567x'])('1.12: %s is none', async (typed) => {
  const { begin, outbox } = await setup()
  await expect(begin({ method: 'sms', number: typed })).rejects.toMatchObject(fieldRefused('number', 'number_format'))
  expect(outbox).toEqual([])
})

describe.each(stores)('on %s', (_name, store) => {
  test('59: a further phone goes and the default one stays, which nobody else can take away either', async () => {
    const { mary, devices, enrol, signIn, keystep } = await setup({ store })
    const first = await enrol(mary, 'sms')
    const further = await enrol(mary, 'call')
    const ada = await signIn('ada')
    for (const id of [first, further, crypto.randomUUID()]) {
      await expect(ada.client.devices.remove({ id })).rejects.toMatchObject(refusal('not_found'))
    }
    await expect(devices.remove({ id: first })).rejects.toMatchObject(refusal('conflict'))
    expect(await keystep.devicesOf('mary')).toHaveLength(3)
    await devices.remove({ id: further })
    expect((await devices.list()).devices).toMatchObject([{ id: first, default: true }, { method: 'backup' }])
    await expect(devices.remove({ id: further })).rejects.toMatchObject(refusal('not_found'))
  })

  test('112: a number can be added twice, is sent no more for it, and the code of one device answers for no other', async () => {
    const { signIn, enrol, passwordStep, outbox, sentCode, clock } = await withPhones({ store })
    const ada = await signIn('ada')
    const mine = await enrol(ada, 'sms', { name: 'Mine' })
    const ours = await enrol(ada, 'sms', { name: 'Ours' })
    const sentBefore = outbox.length
    const { login } = (await passwordStep('ada')).client
    await login.challenge({ deviceId: mine })
    const first = sentCode()
    await expect(login.challenge({ deviceId: ours })).rejects.toMatchObject(
      refusal('throttled', { retryAfter: 30, sending: true }),
    )
    expect(outbox).toHaveLength(sentBefore + 1)
    clock.advance(30)
    await login.challenge({ deviceId: ours })
    const second = sentCode()
    const other = (await passwordStep('ada')).client.login
    await expect(login.verify({ deviceId: ours, code: first })).rejects.toMatchObject(wrong)
    await expect(login.verify({ deviceId: mine, code: second })).rejects.toMatchObject(wrong)
    await expect(other.verify({ deviceId: ours, code: second })).rejects.toMatchObject(wrong)
    expect(await login.verify({ deviceId: mine, code: first })).toMatchObject({ verified: true, device: { id: mine } })
  })
})
