import { expect, test } from 'vitest'
import { type EmailCode, type EmailOptions, referenceThrottle } from '@keystep/server'
import { refusal, startServer, type StartOptions } from '../server/start-server.ts'

type Options = StartOptions & { readonly email?: string | null }

/** Emmy, signed in and without a device, where codes can come by mail. */
async function setup({ email = 'emmy@example.com', ...options }: Options = {}) {
  const server = startServer({ withEmail: {}, ...options })
  await server.signUp('emmy', { email })
  const { browser } = await server.passwordStep('emmy')
  const begin = (address?: string) =>
    browser.auth.devices.begin({ method: 'email', requestKey: 'one', ...(address !== undefined && { address }) })
  return { server, browser, begin, devices: browser.auth.devices, sent: () => server.inbox.messages.length }
}

/** Emmy with codes by mail as her device, and her password typed. */
async function atSecondStep(withEmail: Partial<EmailOptions> = {}, options: StartOptions = {}) {
  const emmy = await setup({ ...options, withEmail })
  const { deviceId } = await emmy.server.enrolEmail(emmy.browser)
  emmy.server.pass(60)
  const { browser } = await emmy.server.passwordStep('emmy')
  const before = emmy.sent()
  const challenge = () => browser.auth.login.challenge({ deviceId })
  const verify = (code: string) => browser.auth.login.verify({ deviceId, code })
  return { ...emmy, deviceId, browser, challenge, verify, sentSince: () => emmy.sent() - before }
}

const wrong = refusal('invalid_code')

test('49: set-up mails the user’s own address, or asks for one, and its code makes the device the default', async () => {
  const known = await setup()
  const begun = await known.begin()
  expect(begun.device).toMatchObject({ method: 'email', destination: 'e**y@example.com' })
  expect(known.server.inbox.messages).toMatchObject([{ to: 'emmy@example.com' }])

  const { server, begin, devices, sent } = await setup({ email: null })
  await expect(begin()).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'address', key: 'required' }] }),
  )
  await expect(begin('not an address')).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'address', key: 'address_format' }] }),
  )
  expect(sent()).toBe(0)
  const { id } = (await begin('emmy@mail.example')).device
  expect(server.inbox.messages).toMatchObject([{ to: 'emmy@mail.example' }])
  const code = server.mailedCode()
  const other = code === '000000' ? '111111' : '000000'
  await expect(devices.confirm({ id, code: other })).rejects.toMatchObject(wrong)
  await devices.confirm({ id, code })
  expect((await devices.list()).devices[0]).toMatchObject({ id, method: 'email', default: true })
  expect(await server.keystep.users.find('emmy')).toMatchObject({ email: null })
})

test('50: an address that was not proved is no device: it asks for no second step, and is not the default', async () => {
  const { server, browser, begin, devices } = await setup()
  const { id } = (await begin()).device
  expect(await devices.list()).toMatchObject({ devices: [], pending: { id } })
  expect(await server.keystep.devicesOf('emmy')).toEqual([])
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false })
  expect((await server.passwordStep('emmy')).state).toMatchObject({ state: 'signed_in', hasDevice: false })
})

test('51: a sign-in sends one mail to the device’s address, written from the app’s own words', async () => {
  const seen: EmailCode[] = []
  const text = (mail: EmailCode) => {
    seen.push(mail)
    return `Hello ${mail.user.id}, here is:\n${mail.code}\n`
  }
  const { server, sentSince, challenge, verify } = await atSecondStep({ text })
  expect(sentSince()).toBe(0)
  await challenge()
  expect(sentSince()).toBe(1)
  expect(server.inbox.messages[0]).toMatchObject({ to: 'emmy@example.com', text: expect.stringMatching(/^Hello emmy/) })
  expect(seen.at(-1)).toMatchObject({ issuer: 'Acme', minutes: 5, purpose: 'login', user: { id: 'emmy' } })
  await expect(verify('abcdef')).rejects.toMatchObject(
    refusal('bad_request', { errors: [{ path: 'code', key: 'format' }] }),
  )
  expect(await verify(server.mailedCode())).toMatchObject({ verified: true, device: { method: 'email' } })
  expect(sentSince()).toBe(1)
})

test('52: the list of devices stands for a user without an address', async () => {
  const { server, browser, devices } = await setup({ email: null })
  expect((await devices.list()).devices).toEqual([])
  await server.enrolEmail(browser, 'emmy@mail.example')
  expect((await devices.list()).devices).toMatchObject([{ destination: 'e**y@mail.example' }, { method: 'backup' }])
  expect((await browser.auth.session.read()) as object).toMatchObject({ user: { email: null } })
})

test('87: a mail holds back the next for a minute, and the answer says until when', async () => {
  const { server, challenge, verify, sentSince } = await atSecondStep()
  const first = await challenge()
  expect(Date.parse(first.sent?.resendAt ?? '') - server.now()).toBe(60_000)
  server.pass(59.999)
  expect((await challenge()).sent).toEqual(first.sent)
  await expect(verify('000000')).rejects.toMatchObject(wrong)
  expect((await challenge()).sent).toEqual(first.sent)
  expect(sentSince()).toBe(1)
  server.pass(0.001)
  expect((await challenge()).sent).not.toEqual(first.sent)
  expect(sentSince()).toBe(2)
})

test('87: the wait is each login’s own, as its code is: it ends with a right code, and not with a wrong one', async () => {
  const { server, deviceId, challenge, verify, sentSince } = await atSecondStep()
  await challenge()
  const { browser } = await server.passwordStep('emmy')
  await browser.auth.login.challenge({ deviceId })
  expect(sentSince()).toBe(2)
  await expect(browser.auth.login.verify({ deviceId, code: '000000' })).rejects.toMatchObject(wrong)
  await browser.auth.login.challenge({ deviceId })
  expect(sentSince()).toBe(2)
  const mailed = server.mailedCode()
  await expect(verify(mailed)).rejects.toMatchObject(wrong)
  await browser.auth.login.verify({ deviceId, code: mailed })
  const next = await server.passwordStep('emmy')
  await next.browser.auth.login.challenge({ deviceId })
  expect(sentSince()).toBe(3)
})

test('91: a code by mail works once', async () => {
  const { server, deviceId, challenge, verify } = await atSecondStep()
  await challenge()
  const code = server.mailedCode()
  await verify(code)
  const { browser } = await server.passwordStep('emmy')
  await expect(browser.auth.login.verify({ deviceId, code })).rejects.toMatchObject(wrong)
})

test.for([
  [299.999, true],
  [300, false],
] as const)('91: after %d seconds a code by mail works: %s', async ([seconds, works]) => {
  const { server, challenge, verify } = await atSecondStep()
  await challenge()
  const code = server.mailedCode()
  server.pass(seconds)
  const verdict = await verify(code).then(
    () => true,
    () => false,
  )
  expect(verdict).toBe(works)
})

test('91: subject, text and HTML can be the app’s own, and the address the device’s own', async () => {
  const { server, browser } = await setup({
    email: 'emmy@example.com',
    withEmail: {
      subject: ({ code }) => `Code ${code}`,
      text: ({ code }) => code,
      html: ({ code }) => `<b>${code}</b>`,
    },
  })
  await browser.auth.devices.begin({ method: 'email', address: 'other@mail.example', requestKey: 'one' })
  const code = server.mailedCode()
  expect(server.inbox.messages).toMatchObject([
    { to: 'other@mail.example', subject: `Code ${code}`, text: code, html: `<b>${code}</b>` },
  ])
})

test('94: a wrong code sends no mail, choosing the device does, and while it waits nothing is sent', async () => {
  const { server, challenge, verify, sentSince } = await atSecondStep({}, { throttle: referenceThrottle(120) })
  await challenge()
  expect(sentSince()).toBe(1)
  await expect(verify('000000')).rejects.toMatchObject(wrong)
  expect(sentSince()).toBe(1)
  server.pass(60)
  await expect(challenge()).rejects.toMatchObject(refusal('throttled', { retryAfter: 60 }))
  expect(sentSince()).toBe(1)
  server.pass(60)
  await challenge()
  expect(sentSince()).toBe(2)
})

test.for([
  ['b@example.com', 'b@example.com'],
  ['bo@example.com', 'b*@example.com'],
  ['bob@example.com', 'b**@example.com'],
  ['bram@example.com', 'b**m@example.com'],
  ['bouke@example.com', 'b***e@example.com'],
] as const)('1.12: the address %s is shown as %s', async ([address, destination]) => {
  const { begin } = await setup()
  expect((await begin(address)).device).toMatchObject({ destination })
})
