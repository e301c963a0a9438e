import { expect, test } from 'vitest'
import { referenceThrottle } from '@keystep/server'
import { codeInMessage } from '@keystep/testing'
import { refusal, startServer } from '../server/start-server.ts'
import { atSecondStep, deviceOf } from './at-second-step.ts'
import { always, number, withPhones } from './with-phones.ts'

const wrong = refusal('invalid_code')

test('13: a wrong code is refused, the right one signs in, and session and event name the device', async () => {
  const { server, browser, state, deviceId, phone } = await atSecondStep()
  const verified = server.listen('user.verified')
  expect(deviceOf(state, 'totp')).toMatchObject({ id: deviceId, default: true, codeLength: 6 })
  await expect(browser.auth.login.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(wrong)
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  const device = { id: deviceId, method: 'totp', name: 'Phone' }
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true, device })
  expect(verified).toMatchObject([{ sender: 'login', user: { id: 'ada' }, device }])
})

test('14: with the reference’s throttle a right code waits a second after one wrong one, and then works', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep({ throttle: referenceThrottle() })
  const verify = (code: string) => browser.auth.login.verify({ deviceId, code })
  await expect(verify(phone.wrongCode())).rejects.toMatchObject(wrong)
  await expect(verify(phone.code())).rejects.toMatchObject(refusal('throttled', { retryAfter: 1 }))
  server.pass(1)
  expect(await verify(phone.code())).toMatchObject({ verified: true })
})

test('16: another device is offered masked, choosing it sends, its code signs in, and the event names it', async () => {
  const { server, enrolledIn, deviceId } = await atSecondStep({ withEmail: {} })
  const mail = await server.enrolEmail(enrolledIn, 'bouke@example.com')
  const verified = server.listen('user.verified')
  const sentBefore = server.inbox.messages.length
  const { browser, state } = await server.passwordStep('ada')
  expect(deviceOf(state, 'totp')).toMatchObject({ id: deviceId, default: true, destination: null })
  expect(deviceOf(state, 'email')).toMatchObject({
    id: mail.deviceId,
    default: false,
    destination: 'b***e@example.com',
  })
  expect(server.inbox.messages).toHaveLength(sentBefore)

  const challenge = await browser.auth.login.challenge({ deviceId: mail.deviceId })
  expect(challenge).toMatchObject({ deviceId: mail.deviceId, sent: { sentAt: expect.any(String) } })
  expect(server.inbox.messages).toHaveLength(sentBefore + 1)
  expect(server.inbox.messages[0]).toMatchObject({ to: 'bouke@example.com' })
  expect(server.mailedCode()).toMatch(/^\d{6}$/)
  await browser.auth.login.verify({ deviceId: mail.deviceId, code: server.mailedCode() })
  expect(verified).toMatchObject([{ sender: 'login', device: { id: mail.deviceId, method: 'email' } }])
})

test.for([
  ['sms', '054321', 'Text message'],
  ['call', '054321', 'Phone call'],
  ['sms', '00543210', 'Text message'],
  ['call', '00543210', 'Phone call'],
] as const)(
  '16: a phone is offered masked, choosing it (%s) sends %s with its zeros, that signs in, and the event names it',
  async ([method, code, subject]) => {
    const digits = code.length === 8 ? 8 : 6
    const { signIn, enrol, passwordStep, outbox, events } = await withPhones({ digits, random: always(code) })
    const ada = await signIn('ada')
    await enrol(ada, 'sms')
    await enrol(ada, 'call')
    const sentBefore = outbox.length
    const { client, devices, idOf } = await passwordStep('ada')
    expect(devices[0]).toMatchObject({ method: 'totp', destination: null, default: true })
    const masked = { destination: '+31 ** *** **67', default: false, codeLength: digits }
    expect(devices.find((device) => device.method === method)).toMatchObject(masked)
    expect(outbox).toHaveLength(sentBefore)

    const deviceId = idOf(method)
    await client.login.challenge({ deviceId })
    expect(outbox).toHaveLength(sentBefore + 1)
    expect(outbox[0]).toMatchObject({ to: number, subject })
    expect(codeInMessage(outbox[0]?.text ?? '')).toBe(code)
    await client.login.verify({ deviceId, code })
    const event = { sender: 'login', user: { id: 'ada' }, device: { id: deviceId, method } }
    expect(events.at(-1)).toMatchObject({ name: 'user.verified', event })
  },
)

test('17: a device that is unknown or another’s gets the answer of a wrong code, and nobody is charged', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const bob = await server.signUpWithPhone('bob')
  const told: string[] = []
  for (const id of [bob.deviceId, 'otp_totp.totpdevice/1', crypto.randomUUID()]) {
    for (const path of ['/auth/login/challenge', '/auth/login/verify']) {
      const code = path.endsWith('verify') ? { code: bob.phone.code() } : {}
      told.push(await (await browser.post(path, { deviceId: id, ...code })).text())
    }
  }
  expect(new Set(told).size).toBe(1)
  expect(JSON.parse(told[0] ?? '')).toMatchObject({ code: 'invalid_code' })
  for (const user of ['ada', 'bob']) {
    expect((await server.store.devicesOf(user)).map(({ failures }) => failures)).toEqual([0, 0])
  }
  expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ user: { id: 'ada' } })
})

test('18: a backup token is offered last, a wrong one is refused, a right one signs in, and the event says so', async () => {
  const { server, browser, state, backupTokens } = await atSecondStep()
  const verified = server.listen('user.verified')
  const offered = deviceOf(state, 'backup')
  expect(state).toMatchObject({ devices: [{ method: 'totp' }, { method: 'backup', tokensLeft: 10 }] })
  const verify = (code: string) => browser.auth.login.verify({ deviceId: offered.id, code })
  await expect(verify('0000-0000-0000-0000')).rejects.toMatchObject(wrong)
  expect(await verify(backupTokens[0] ?? '')).toMatchObject({ state: 'signed_in', verified: true })
  expect(verified).toMatchObject([{ sender: 'login', device: { id: offered.id, method: 'backup' } }])
})

test('19: a set of backup tokens works under any name', async () => {
  const { enrolledIn, backupId, backupTokens, signIn } = await atSecondStep()
  await enrolledIn.auth.devices.change({ id: backupId, name: 'In the safe' })
  const done = await signIn(backupId, backupTokens[0] ?? '')
  expect(done).toMatchObject({ verified: true, device: { method: 'backup', name: 'In the safe' } })
})

test('20: a right TOTP leaves the backup device without failures', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  const devices = await server.store.devicesOf('ada')
  expect(devices.map(({ method, failures, lockedUntil }) => [method, failures, lockedUntil])).toEqual([
    ['totp', 0, 0],
    ['backup', 0, 0],
  ])
})

test('21: a wrong backup token makes the backup tokens wait, a wrong TOTP the app, and neither the other', async () => {
  const first = await atSecondStep({ throttle: referenceThrottle() })
  await expect(first.signIn(first.backupId, '0000-0000-0000-0000')).rejects.toMatchObject(wrong)
  await expect(first.signIn(first.backupId, first.backupTokens[0] ?? '')).rejects.toMatchObject(refusal('throttled'))
  expect(await first.signIn(first.deviceId, first.phone.code())).toMatchObject({ verified: true })

  const second = await atSecondStep({ throttle: referenceThrottle() })
  await expect(second.signIn(second.deviceId, second.phone.wrongCode())).rejects.toMatchObject(wrong)
  await expect(second.signIn(second.deviceId, second.phone.code())).rejects.toMatchObject(refusal('throttled'))
  expect(await second.signIn(second.backupId, second.backupTokens[0] ?? '')).toMatchObject({ verified: true })
})

test('80: no device shows before the password is right, and whoever is signed in needs the code alone', async () => {
  const server = startServer()
  const { browser: signedIn, deviceId, phone } = await server.signUpWithPhone('ada')
  const browser = server.browser()
  const refused = await browser.post('/auth/login', { identifier: 'ada@example.com', password: 'not the password' })
  expect(await refused.text()).not.toContain(deviceId)
  expect(JSON.stringify(await browser.auth.session.read())).not.toContain(deviceId)
  const { state } = await server.passwordStep('ada', browser)
  expect(deviceOf(state, 'totp').id).toBe(deviceId)
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  server.pass(600)
  expect(await signedIn.auth.stepUp.verify({ deviceId, code: phone.code() })).toMatchObject({
    verified: true,
    verifiedAt: new Date(server.now()).toISOString(),
  })
})
