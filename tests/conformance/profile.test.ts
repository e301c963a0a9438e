import { expect, test } from 'vitest'
import { refusal, startServer } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'
import { withPhones } from './with-phones.ts'

test('64: the list of devices stands without phones: what the user has, and what can be added', async () => {
  const { enrolledIn, deviceId } = await atSecondStep()
  const list = await enrolledIn.auth.devices.list()
  expect(list.methods).toEqual(['totp'])
  expect(list.countries).toEqual({})
  expect(list.devices).toMatchObject([
    { id: deviceId, method: 'totp', default: true, destination: null, tokensLeft: null },
    { method: 'backup', default: false, destination: null, tokensLeft: 10 },
  ])
})

test('64: with phones it lists them masked, that they can be texted and called, and where they may be', async () => {
  const { signIn, enrol } = await withPhones()
  const ada = await signIn('ada')
  await enrol(ada, 'call')
  const countries = ['NL', 'CH', 'GB', 'US']
  const list = await ada.client.devices.list()
  expect(list).toMatchObject({ methods: ['totp', 'sms', 'call'], countries: { sms: countries, call: countries } })
  expect(list.devices).toMatchObject([
    { method: 'totp', default: true, destination: null },
    { method: 'call', default: false, destination: '+31 ** *** **67', tokensLeft: null },
    { method: 'backup', tokensLeft: 10 },
  ])
})

test.for([[{}], [{ confirm: false }], [{ confirm: 'true' }], [{ understand: true }]] as const)(
  '65: turning everything off with %j is a bad request, and nothing goes',
  async ([body]) => {
    const { server, enrolledIn } = await atSecondStep()
    const response = await enrolledIn.post('/auth/disable', body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ code: 'bad_request' })
    expect(await server.keystep.devicesOf('ada')).toHaveLength(2)
  },
)

test('65: turning everything off takes every device, leaves the session unverified, and a second time does no harm', async () => {
  const { server, enrolledIn } = await atSecondStep()
  await server.enrol(enrolledIn, 'Tablet')
  const bare = { state: 'signed_in', hasDevice: false, verified: false, device: null }
  expect(await enrolledIn.auth.devices.disable({ confirm: true })).toMatchObject(bare)
  expect(await server.keystep.devicesOf('ada')).toEqual([])
  expect(await enrolledIn.auth.session.read()).toMatchObject(bare)
  expect(await enrolledIn.auth.devices.disable({ confirm: true })).toMatchObject(bare)
  expect((await server.passwordStep('ada')).state).toMatchObject({ state: 'signed_in', hasDevice: false })
})

test('65: whoever is not verified turns nothing off', async () => {
  const { server, browser, enrolledIn } = await atSecondStep()
  const tablet = await server.enrol(enrolledIn, 'Tablet')
  await enrolledIn.auth.devices.remove({ id: tablet.deviceId })
  expect(await enrolledIn.auth.session.read()).toMatchObject({ hasDevice: true, verified: false })
  for (const [auth, code] of [
    [enrolledIn.auth, 'verification_required'],
    [browser.auth, 'unauthenticated'],
    [server.browser().auth, 'unauthenticated'],
  ] as const) {
    await expect(auth.devices.disable({ confirm: true })).rejects.toMatchObject(refusal(code))
  }
  expect(await server.keystep.devicesOf('ada')).toHaveLength(2)
})

test('76: nobody, and a user without a device, have none; an unconfirmed one does not count', async () => {
  const server = startServer()
  await server.signUp('mary')
  const { browser } = await server.passwordStep('mary')
  expect(await server.keystep.devicesOf('nobody')).toEqual([])
  await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  expect(await server.keystep.devicesOf('mary')).toEqual([])
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false })
  await server.enrol(browser)
  expect(await server.keystep.devicesOf('mary')).toHaveLength(2)
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: true })
})

test('92: a key and its QR code are shown once, to whoever enrols, and to no member of staff', async () => {
  const server = startServer()
  const { browser, begun } = await server.signUpWithPhone('ada')
  const secret = begun.secret ?? ''
  expect(begun.otpauthUri).toContain(secret)
  const olga = await server.signUpWithPhone('olga', { staff: true })
  const paths = ['/auth/devices', `/auth/devices/${begun.device.id}`, `/auth/devices/${begun.device.id}/qrcode`]
  const answers = await Promise.all(
    [browser, olga.browser, server.browser()].flatMap((from) =>
      paths.map(async (path) => await (await from.send(path)).text()),
    ),
  )
  answers.push(JSON.stringify([await server.keystep.devicesOf('ada'), await server.store.devicesOf('ada')]))
  for (const answer of answers) expect(answer).not.toContain(secret)
})
