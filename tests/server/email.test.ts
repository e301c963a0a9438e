import { describe, expect, test } from 'vitest'
import { refusal, startServer, type StartOptions } from './start-server.ts'

/** Mary, whose only device is her address. */
async function setup(options: StartOptions = {}) {
  const server = startServer({ withEmail: {}, ...options })
  await server.signUp('mary', { email: 'mary@example.com' })
  const { browser } = await server.passwordStep('mary')
  const enrolled = await server.enrolEmail(browser)
  server.pass(60)
  return { server, browser, ...enrolled }
}

function refusedAddress(key: string) {
  return refusal('bad_request', { errors: [{ path: 'address', key }] })
}

async function pendingLogin(server: ReturnType<typeof startServer>) {
  const { browser } = await server.passwordStep('mary')
  return browser.auth
}

test('five mails go out for one login, and thirty to one address in a day, whoever asks', async () => {
  const { server, deviceId } = await setup()
  const before = server.inbox.messages.length
  for (let login = 0; login < 5; login++) {
    const auth = await pendingLogin(server)
    for (let count = 0; count < 5; count++) {
      await auth.login.challenge({ deviceId })
      server.pass(60)
    }
    await expect(auth.login.challenge({ deviceId })).rejects.toMatchObject(
      refusal('throttled', { retryAfter: 300, sending: true }),
    )
  }
  expect(server.inbox.messages.length - before).toBe(25)
  const auth = await pendingLogin(server)
  for (let count = 26; count < 30; count++) {
    await auth.login.challenge({ deviceId })
    server.pass(60)
  }
  await expect(auth.login.challenge({ deviceId })).rejects.toMatchObject({ details: { sending: true } })
  expect(server.inbox.messages.length - before).toBe(29)
})

describe('enrolling an address', () => {
  test('sends one mail to the user’s own, and its code turns verification on', async () => {
    const { server, begun, confirmed, backupTokens } = await setup()
    expect(begun.device).toMatchObject({ method: 'email', destination: 'm**y@example.com', interactive: true })
    expect(begun.device.sent).not.toBeNull()
    expect(begun).not.toHaveProperty('secret')
    expect(server.inbox.messages).toMatchObject([{ to: 'mary@example.com' }])
    expect(confirmed).toMatchObject({ verified: true, hasDevice: true, device: { method: 'email' } })
    expect(backupTokens).toHaveLength(10)
  })

  test('asks for an address where the user has none, and for one that is one', async () => {
    const server = startServer({ withEmail: {} })
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    const begin = (address?: string) =>
      browser.auth.devices.begin({ method: 'email', requestKey: 'first', ...(address !== undefined && { address }) })
    await expect(begin()).rejects.toMatchObject(refusedAddress('required'))
    for (const address of ['mary', 'mary@', 'a@b\r\nBcc: c@d.example'])
      await expect(begin(address)).rejects.toMatchObject(refusedAddress('address_format'))
    expect(server.inbox.messages).toEqual([])
    await begin('mary@home.example')
    expect(server.inbox.messages).toMatchObject([{ to: 'mary@home.example' }])
  })

  test('keeps the address sealed', async () => {
    const { server } = await setup()
    const [device] = await server.store.devicesOf('mary')
    expect(JSON.stringify({ ...device, destination: null })).not.toContain('mary@')
  })

  test('begun twice sends once, and the wizard’s resend waits as well', async () => {
    const server = startServer({ withEmail: {} })
    await server.signUp('mary', { email: 'mary@example.com' })
    const { browser } = await server.passwordStep('mary')
    const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'one' })
    expect(await browser.auth.devices.begin({ method: 'email', requestKey: 'one' })).toEqual(begun)
    const again = await browser.auth.devices.challenge({ id: begun.device.id })
    expect(again.sent).toEqual(begun.device.sent)
    expect(server.inbox.messages).toHaveLength(1)
    server.pass(60)
    await browser.auth.devices.challenge({ id: begun.device.id })
    expect(server.inbox.messages).toHaveLength(2)
    const { pending } = await browser.auth.devices.list()
    expect(pending).toMatchObject({ id: begun.device.id, sent: { sentAt: new Date(server.now()).toISOString() } })
  })

  test('is another session’s business, and another user’s', async () => {
    const { server, browser } = await setup()
    const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'b', address: 'm@home.example' })
    const other = (await server.signUpWithPhone('eve')).browser
    await expect(other.auth.devices.challenge({ id: begun.device.id })).rejects.toMatchObject(refusal('not_found'))
  })
})

describe('signing in by mail', () => {
  test('sends when asked and not before, once within a minute', async () => {
    const { server, deviceId } = await setup()
    const { browser, state } = await server.passwordStep('mary')
    expect(state).toMatchObject({ state: 'second_factor', challenge: null, devices: [{ interactive: true }, {}] })
    expect(server.inbox.messages).toHaveLength(1)
    const first = await browser.auth.login.challenge({ deviceId })
    expect(Date.parse(first.sent?.resendAt ?? '') - server.now()).toBe(60_000)
    expect(Date.parse(first.sent?.expiresAt ?? '') - server.now()).toBe(300_000)
    server.pass(59)
    const second = await browser.auth.login.challenge({ deviceId })
    expect(second.sent).toEqual(first.sent)
    expect(server.inbox.messages).toHaveLength(2)
    expect(await browser.auth.session.read()).toMatchObject({ challenge: { deviceId, ...first.sent } })
    const done = await browser.auth.login.verify({ deviceId, code: server.mailedCode() })
    expect(done).toMatchObject({ state: 'signed_in', verified: true, device: { id: deviceId } })
  })

  test('kills the code before when a new one is sent', async () => {
    const { server, deviceId } = await setup()
    const auth = await pendingLogin(server)
    await auth.login.challenge({ deviceId })
    const old = server.mailedCode()
    server.pass(60)
    await auth.login.challenge({ deviceId })
    expect(server.mailedCode()).not.toBe(old)
    await expect(auth.login.verify({ deviceId, code: old })).rejects.toMatchObject(refusal('invalid_code'))
    await auth.login.verify({ deviceId, code: server.mailedCode() })
  })

  test('takes a code for 300 seconds, and once', async () => {
    const { server, deviceId } = await setup()
    const late = await pendingLogin(server)
    await late.login.challenge({ deviceId })
    server.pass(300)
    const lateAnswer = { deviceId, code: server.mailedCode() }
    await expect(late.login.verify(lateAnswer)).rejects.toMatchObject(refusal('invalid_code'))
    await late.login.challenge({ deviceId })
    const code = server.mailedCode()
    server.pass(299)
    await late.login.verify({ deviceId, code })
    const again = await pendingLogin(server)
    await expect(again.login.verify({ deviceId, code })).rejects.toMatchObject(refusal('invalid_code'))
  })

  test('takes the code of one login in no other, in no step-up and in no enrolment', async () => {
    const { server, browser, deviceId } = await setup()
    const own = await pendingLogin(server)
    const other = await pendingLogin(server)
    await own.login.challenge({ deviceId })
    const code = server.mailedCode()
    await other.login.challenge({ deviceId })
    const refused = refusal('invalid_code')
    await expect(other.login.verify({ deviceId, code })).rejects.toMatchObject(refused)
    await expect(browser.auth.stepUp.verify({ deviceId, code })).rejects.toMatchObject(refused)
    const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'b', address: 'm@home.example' })
    await expect(browser.auth.devices.confirm({ id: begun.device.id, code })).rejects.toMatchObject(refused)
    await own.login.verify({ deviceId, code })
  })

  test('sends to nobody for a device that is unknown, another user’s or unconfirmed', async () => {
    const { server, browser } = await setup()
    const eve = await server.signUpWithPhone('eve')
    const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'b', address: 'm@home.example' })
    const sent = server.inbox.messages.length
    const auth = await pendingLogin(server)
    for (const deviceId of ['nothing', eve.deviceId, begun.device.id])
      await expect(auth.login.challenge({ deviceId })).rejects.toMatchObject(refusal('invalid_code'))
    expect(server.inbox.messages).toHaveLength(sent)
  })

  test('counts on over new codes, and sends nothing while the device waits', async () => {
    const { server, deviceId } = await setup()
    const auth = await pendingLogin(server)
    for (let round = 0; round < 4; round++) {
      await auth.login.challenge({ deviceId })
      await expect(auth.login.verify({ deviceId, code: '000000' })).rejects.toMatchObject(refusal('invalid_code'))
      server.pass(60)
    }
    await expect(auth.login.verify({ deviceId, code: '000000' })).rejects.toMatchObject(refusal('invalid_code'))
    const sent = server.inbox.messages.length
    await expect(auth.login.challenge({ deviceId })).rejects.toMatchObject(refusal('throttled', { retryAfter: 30 }))
    expect(server.inbox.messages).toHaveLength(sent)
  })

  test('judges no code that is none, and counts no such try', async () => {
    const { server, deviceId } = await setup()
    const auth = await pendingLogin(server)
    await auth.login.challenge({ deviceId })
    for (const code of ['12345', '1234567', 'abcdef', '１２３４５６'])
      await expect(auth.login.verify({ deviceId, code })).rejects.toMatchObject(refusal('bad_request'))
    const spaced = server.mailedCode().replace(/^.../, '$& ')
    expect(await auth.login.verify({ deviceId, code: spaced })).toMatchObject({ verified: true })
  })

  test('is no second step for whoever came by a link in a mail', async () => {
    const server = startServer({ withEmail: {}, reauthenticateUrl: '/magic' })
    const user = await server.signUp('mary', { email: 'mary@example.com' })
    server.app.post('/magic', async (c) => c.json(await server.keystep.beginLogin(c, user, { amr: ['email'] })))
    const { browser } = await server.passwordStep('mary')
    const { deviceId } = await server.enrolEmail(browser)
    const visitor = server.browser()
    await visitor.post('/magic', {})
    const state = await visitor.auth.session.read()
    expect(state).toMatchObject({ state: 'second_factor', devices: [{ method: 'backup' }] })
    await expect(visitor.auth.login.challenge({ deviceId })).rejects.toMatchObject(refusal('invalid_code'))
  })
})

describe('a step-up by mail', () => {
  test('sends for this session, says so after a reload, and verifies', async () => {
    const { server, browser, deviceId } = await setup()
    server.pass(600)
    const { sent } = await browser.auth.stepUp.challenge({ deviceId })
    expect(await browser.auth.devices.list()).toMatchObject({ challenge: { deviceId, ...sent } })
    const done = await browser.auth.stepUp.verify({ deviceId, code: server.mailedCode() })
    expect(done.verifiedAt).toBe(new Date(server.now()).toISOString())
    expect((await browser.auth.devices.list()).challenge).toBeNull()
  })
})

describe('email({ fresh: false })', () => {
  test('verifies, and opens no change while a stronger device exists', async () => {
    const { server, browser, deviceId } = await setup({ withEmail: { fresh: false } })
    const phone = await server.enrol(browser)
    server.pass(600)
    await browser.auth.stepUp.challenge({ deviceId })
    await browser.auth.stepUp.verify({ deviceId, code: server.mailedCode() })
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(
      refusal('step_up_required', { maxAge: 300, methods: ['totp', 'backup'] }),
    )
    await browser.auth.stepUp.verify({ deviceId: phone.deviceId, code: phone.phone.code() })
    await browser.auth.backupTokens.renew()
  })

  test('is enough together with the first factor where there is nothing else', async () => {
    const { server, browser, deviceId } = await setup({ withEmail: { fresh: false } })
    server.pass(600)
    await browser.auth.stepUp.challenge({ deviceId })
    await browser.auth.stepUp.verify({ deviceId, code: server.mailedCode() })
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('first_factor_required'))
    await browser.auth.stepUp.firstFactor({ password: 'correct horse battery' })
    await browser.auth.backupTokens.renew()
  })
})
