import type { Enrolment } from '@keystep/contract'
import { describe, expect, test } from 'vitest'
import { createAuthenticator } from './authenticator.ts'
import { refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer()
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const begin = (requestKey: string, from = browser) => from.auth.devices.begin({ method: 'totp', requestKey })
  const phoneOf = ({ otpauthUri = '' }: Enrolment) => createAuthenticator(otpauthUri, server.now)
  return { server, browser, begin, phoneOf }
}

const notFound = refusal('not_found')

describe('beginning', () => {
  test('shows the key once, as the address and for typing', async () => {
    const { browser, begin } = await setup()
    const begun = await begin('one')
    expect(begun).toMatchObject({
      device: { method: 'totp', name: '', destination: null, expiresAt: '2026-11-02T10:10:00.000Z' },
    })
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/)
    expect(begun.otpauthUri).toBe(
      `otpauth://totp/Acme%3A%20ada%40example.com?secret=${begun.secret}&digits=6&issuer=Acme`,
    )
    const listed = await browser.auth.devices.list()
    expect(listed).toMatchObject({ devices: [], methods: ['totp'], pending: begun.device })
    expect(JSON.stringify([listed, await browser.auth.session.read()])).not.toContain(begun.secret)
  })

  test('again with the same key gives the enrolment under way, without its secret', async () => {
    const { begin, browser, phoneOf } = await setup()
    const first = await begin('one')
    const second = await begin('one')
    expect(second).toEqual({ device: first.device })
    const answer = { id: first.device.id, code: phoneOf(first).code() }
    expect(await browser.auth.devices.confirm(answer)).toMatchObject({ verified: true })
  })

  test('again with the same key asks for nothing more while the enrolment lasts, and with another key does', async () => {
    const { begin, server } = await setup()
    const first = await begin('one')
    server.pass(599)
    expect(await begin('one')).toEqual({ device: first.device })
    await expect(begin('two')).rejects.toMatchObject(refusal('first_factor_required'))
    server.pass(1)
    await expect(begin('one')).rejects.toMatchObject(refusal('first_factor_required'))
  })

  test('is refused beyond twenty devices, with what to do, and goes on once one is removed', async () => {
    const { server, browser, begin } = await setup()
    for (let count = 0; count < 20; count++) await server.enrol(browser)
    const errors = [{ path: 'method', key: 'too_many_devices' }]
    await expect(begin('one')).rejects.toMatchObject(refusal('conflict', { errors }))
    // With the backup tokens, which are no further device.
    const { devices } = await browser.auth.devices.list()
    const apps = devices.filter(({ method }) => method === 'totp')
    expect(apps).toHaveLength(20)
    await browser.auth.backupTokens.renew()
    await browser.auth.devices.remove({ id: apps[1]?.id ?? '' })
    expect(await begin('one')).toMatchObject({ device: { method: 'totp' } })
  })

  test('with another key replaces it', async () => {
    const { begin, browser, phoneOf } = await setup()
    const first = await begin('one')
    const second = await begin('two')
    expect(second.secret).not.toBe(first.secret)
    expect(await browser.auth.devices.list()).toMatchObject({ devices: [], pending: { id: second.device.id } })
    const { auth } = browser
    await expect(auth.devices.confirm({ id: first.device.id, code: phoneOf(first).code() })).rejects.toMatchObject(
      notFound,
    )
    expect(await auth.devices.confirm({ id: second.device.id, code: phoneOf(second).code() })).toMatchObject({
      verified: true,
    })
  })

  test('with a replaced key begins anew', async () => {
    const { begin } = await setup()
    const first = await begin('one')
    await begin('two')
    const third = await begin('one')
    expect(third.device.id).not.toBe(first.device.id)
    expect(third.secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  test.for(['backup', 'sms', 'constructor', '__proto__'])('with the method %s is refused', async (method) => {
    const { browser } = await setup()
    await expect(browser.auth.devices.begin({ method, requestKey: 'one' })).rejects.toMatchObject(
      refusal('bad_request', { errors: [{ path: 'method', key: 'unknown' }] }),
    )
  })

  test('changes nothing about the account', async () => {
    const { server, begin } = await setup()
    await begin('one')
    expect((await server.passwordStep('ada')).state).toMatchObject({ state: 'signed_in', hasDevice: false })
    expect(await server.keystep.devicesOf('ada')).toEqual([])
  })
})

describe('the first device', () => {
  test('verifies the session under a new token, and brings backup tokens', async () => {
    const { browser, begin, phoneOf } = await setup()
    const before = browser.cookies.get('keystep-session')
    const begun = await begin('one')
    const confirmed = await browser.auth.devices.confirm({ id: begun.device.id, code: phoneOf(begun).code() })
    expect(confirmed).toMatchObject({
      state: 'signed_in',
      hasDevice: true,
      verified: true,
      verifiedAt: '2026-11-02T10:00:00.000Z',
      device: { id: begun.device.id, method: 'totp' },
    })
    expect(confirmed.backupTokens).toHaveLength(10)
    expect(browser.cookies.get('keystep-session')).not.toBe(before)
    const { devices, pending } = await browser.auth.devices.list()
    expect(devices).toMatchObject([
      { id: begun.device.id, method: 'totp', default: true },
      { method: 'backup', tokensLeft: 10 },
    ])
    expect(pending).toBeNull()
  })

  test('ends the user’s other sessions at once', async () => {
    const { server, browser } = await setup()
    const other = await server.passwordStep('ada')
    await server.enrol(browser)
    expect(await other.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await browser.auth.session.read()).toMatchObject({ verified: true })
  })

  test('is confirmed by its own code only, and wrong ones are counted', async () => {
    const { browser, begin, phoneOf } = await setup()
    const begun = await begin('one')
    const { id } = begun.device
    for (const triesLeft of [3, 2, 1, 0]) {
      await expect(browser.auth.devices.confirm({ id, code: phoneOf(begun).wrongCode() })).rejects.toMatchObject(
        refusal('invalid_code', { triesLeft }),
      )
    }
    await expect(browser.auth.devices.confirm({ id, code: phoneOf(begun).wrongCode() })).rejects.toMatchObject(
      refusal('invalid_code', { triesLeft: 0, retryAfter: 30 }),
    )
    await expect(browser.auth.devices.confirm({ id, code: phoneOf(begun).code() })).rejects.toMatchObject(
      refusal('throttled', { retryAfter: 30 }),
    )
    expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false })
  })

  test('cannot be confirmed by another session of the user, nor by somebody else', async () => {
    const { server, begin, phoneOf } = await setup()
    const begun = await begin('one')
    const other = await server.passwordStep('ada')
    await server.signUp('bob')
    const bob = await server.passwordStep('bob')
    const answer = { id: begun.device.id, code: phoneOf(begun).code() }
    for (const { browser } of [other, bob]) {
      await expect(browser.auth.devices.confirm(answer)).rejects.toMatchObject(notFound)
      await expect(browser.auth.devices.remove({ id: begun.device.id })).rejects.toMatchObject(notFound)
      expect(await browser.auth.devices.list()).toMatchObject({ pending: null })
    }
  })

  test('is confirmed once, however many try at once', async () => {
    const { browser, begin, phoneOf } = await setup()
    const begun = await begin('one')
    const answer = { id: begun.device.id, code: phoneOf(begun).code() }
    const tries = Array.from({ length: 5 }, () => browser.copy().auth.devices.confirm(answer))
    const settled = await Promise.allSettled(tries)
    const won = settled.filter(({ status }) => status === 'fulfilled')
    expect(won).toHaveLength(1)
    expect(won[0]).toMatchObject({ value: { backupTokens: expect.any(Array) } })
  })

  test('may take ten minutes, though freshness lasts five', async () => {
    const { server, browser, begin, phoneOf } = await setup()
    server.pass(290)
    const begun = await begin('one')
    server.pass(599)
    const answer = { id: begun.device.id, code: phoneOf(begun).code() }
    expect(await browser.auth.devices.confirm(answer)).toMatchObject({ verified: true })
  })

  test('lapses after them', async () => {
    const { server, browser, begin, phoneOf } = await setup()
    const begun = await begin('one')
    server.pass(600)
    expect(await browser.auth.devices.list()).toMatchObject({ pending: null })
    const answer = { id: begun.device.id, code: phoneOf(begun).code() }
    await expect(browser.auth.devices.confirm(answer)).rejects.toMatchObject(notFound)
  })

  test('that was confirmed is not found a second time', async () => {
    const { server, browser } = await setup()
    const { deviceId, phone } = await server.enrol(browser)
    server.pass(30)
    await expect(browser.auth.devices.confirm({ id: deviceId, code: phone.code() })).rejects.toMatchObject(notFound)
  })
})

describe('another device', () => {
  test('needs a fresh second factor', async () => {
    const { server, browser, begin } = await setup()
    const { deviceId, phone } = await server.enrol(browser)
    server.pass(301)
    await expect(begin('two')).rejects.toMatchObject(refusal('step_up_required', { maxAge: 300 }))
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect((await begin('two')).secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('is not the default, brings no backup tokens, and leaves other sessions alone', async () => {
    const { server, browser } = await setup()
    const first = await server.enrol(browser)
    server.pass(30)
    const other = await server.passwordStep('ada')
    await other.browser.auth.login.verify({ deviceId: first.deviceId, code: first.phone.code() })
    const second = await server.enrol(browser, 'Tablet')
    expect(second.confirmed).toMatchObject({ device: { id: second.deviceId, name: 'Tablet' } })
    expect(second.confirmed).not.toHaveProperty('backupTokens')
    expect(await other.browser.auth.session.read()).toMatchObject({ verified: true })
    const { devices } = await browser.auth.devices.list()
    expect(devices.map(({ name, default: asked }) => [name, asked])).toEqual([
      ['Phone', true],
      ['Tablet', false],
      ['', false],
    ])
  })

  test('begun in a stolen session is refused once a first one was confirmed elsewhere', async () => {
    const { server, browser, begin, phoneOf } = await setup()
    const stolen = browser.copy()
    const begun = await begin('thief', stolen)
    server.pass(1)
    const owner = await server.passwordStep('ada')
    await server.enrol(owner.browser)
    const answer = { id: begun.device.id, code: phoneOf(begun).code() }
    await expect(stolen.auth.devices.confirm(answer)).rejects.toMatchObject(refusal('unauthenticated'))
  })

  test('begun before another was confirmed needs to be fresh at the end', async () => {
    const { server, browser } = await setup()
    const first = await server.enrol(browser)
    server.pass(30)
    const other = await server.passwordStep('ada')
    await other.browser.auth.login.verify({ deviceId: first.deviceId, code: first.phone.code() })
    const begun = await other.browser.auth.devices.begin({ method: 'totp', requestKey: 'slow' })
    server.pass(60)
    await server.enrol(browser, 'Tablet')
    server.pass(300)
    const code = createAuthenticator(begun.otpauthUri ?? '', server.now).code()
    const confirm = () => other.browser.auth.devices.confirm({ id: begun.device.id, code })
    for (let tries = 0; tries < 6; tries++) await expect(confirm()).rejects.toMatchObject(refusal('step_up_required'))
    await other.browser.auth.stepUp.verify({ deviceId: first.deviceId, code: first.phone.code() })
    expect(await confirm()).toMatchObject({ verified: true })
  })
})
