import { describe, expect, test } from 'vitest'
import { codeInMessage, createTestServer, type TestServerOptions } from '@keystep/testing'
import { refusal } from './start-server.ts'

const methods = ['totp', 'sms', 'call', 'backup'] as const

/** Hedy, whose number gets text messages and calls, with her first factor given. */
async function setup(options: TestServerOptions = {}) {
  const server = await createTestServer({ methods, people: ['hedy', 'mary'], ...options })
  const { client, inbox, people, browser } = server
  const sent = () => codeInMessage(inbox.messages[0]?.text ?? '')
  async function start(name: 'hedy' | 'mary', page = client) {
    const { user, password } = people[name]
    const state = await page.login.start({ identifier: user.identifier, password })
    const devices = state.state === 'second_factor' ? state.devices : []
    const idOf = (method: string) => devices.find((device) => device.method === method)?.id ?? ''
    return { page, state, devices, sms: idOf('sms'), call: idOf('call') }
  }
  const before = inbox.messages.length
  /** What went out since, the newest first. */
  const outbox = () => inbox.messages.slice(0, inbox.messages.length - before)
  return { ...server, sent, start, browser, outbox }
}

function refusedNumber(key: string) {
  return refusal('bad_request', { errors: [{ path: 'number', key }] })
}

describe('enrolling a number', () => {
  test('texts one code, and only its coming back turns verification on', async () => {
    const { client, outbox, sent, start, store } = await setup()
    await start('mary')
    const begun = await client.devices.begin({ method: 'sms', number: '+31 6 12345678', requestKey: 'one' })
    expect(begun.device).toMatchObject({ method: 'sms', destination: '+31 * ******78', interactive: true })
    expect(begun).not.toHaveProperty('secret')
    expect(outbox().map(({ to }) => to)).toEqual(['+31612345678'])
    expect(await client.session.read()).toMatchObject({ hasDevice: false })
    const wrong = sent() === '000000' ? '111111' : '000000'
    await expect(client.devices.confirm({ id: begun.device.id, code: wrong })).rejects.toMatchObject({
      code: 'invalid_code',
    })
    const confirmed = await client.devices.confirm({ id: begun.device.id, code: sent() })
    expect(confirmed).toMatchObject({ verified: true, hasDevice: true, device: { method: 'sms' } })
    const [device] = await store.devicesOf('mary')
    expect(JSON.stringify(device)).not.toMatch(/612345678|6 12345678/)
  })

  test('says what is wrong with a number, and sends nothing', async () => {
    const { client, outbox, start } = await setup()
    await start('mary')
    const begin = (number?: string) =>
      client.devices.begin({ method: 'call', requestKey: 'one', ...(number !== undefined && { number }) })
    await expect(begin()).rejects.toMatchObject(refusedNumber('required'))
    await expect(begin('0612345678')).rejects.toMatchObject(refusedNumber('number_format'))
    await expect(begin('+32 470 12 34 56')).rejects.toMatchObject(refusedNumber('number_country'))
    await expect(begin('+31 900 1234567')).rejects.toMatchObject(refusedNumber('number_premium'))
    expect(outbox()).toEqual([])
    expect(await client.devices.list()).toMatchObject({ pending: null, countries: { sms: ['NL', 'GB', 'US'] } })
  })

  test('another number replaces the one under way, whose code is then dead', async () => {
    const { client, sent, start, clock } = await setup()
    await start('mary')
    const first = await client.devices.begin({ method: 'sms', number: '+31612345678', requestKey: 'one' })
    const old = sent()
    clock.advance(30)
    const second = await client.devices.begin({ method: 'sms', number: '+31687654321', requestKey: 'two' })
    await expect(client.devices.confirm({ id: first.device.id, code: old })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(client.devices.confirm({ id: second.device.id, code: old })).rejects.toMatchObject({
      code: 'invalid_code',
    })
    await client.devices.confirm({ id: second.device.id, code: sent() })
  })

  test('is under way even where sending has to wait, and says how long that is', async () => {
    const { client, outbox, start } = await setup()
    await start('mary')
    await client.devices.begin({ method: 'sms', number: '+31612345678', requestKey: 'one' })
    const call = await client.devices.begin({ method: 'call', number: '+31612345678', requestKey: 'two' })
    expect(call.device).toMatchObject({ method: 'call', sent: null })
    await expect(client.devices.challenge({ id: call.device.id })).rejects.toMatchObject({
      code: 'throttled',
      details: { retryAfter: 30, sending: true },
    })
    expect(outbox()).toHaveLength(1)
  })
})

describe('signing in', () => {
  test('by text, with the number masked and the code on a line for its site alone', async () => {
    const { outbox, sent, start, events } = await setup()
    const { page, sms, devices } = await start('hedy')
    expect(devices.map(({ method, destination }) => [method, destination])).toEqual([
      ['sms', '+1 *** *** **23'],
      ['call', '+1 *** *** **23'],
      ['backup', null],
    ])
    expect(outbox()).toEqual([])
    expect(await page.login.challenge({ deviceId: sms })).toMatchObject({ sent: { count: 1 } })
    const { to, text } = outbox()[0] ?? { to: '', text: '' }
    expect(to).toBe('+12025550123')
    expect(text.split('\n').at(-1)).toBe(`@localhost #${sent()}`)
    expect(await page.login.verify({ deviceId: sms, code: sent() })).toMatchObject({ verified: true })
    expect(events.at(-1)).toMatchObject({ name: 'user.verified' })
  })

  test('by a call instead, under the same budget of the number', async () => {
    const { outbox, sent, start, clock } = await setup()
    const { page, sms, call } = await start('hedy')
    await page.login.challenge({ deviceId: sms })
    const text = sent()
    await expect(page.login.challenge({ deviceId: call })).rejects.toMatchObject({
      code: 'throttled',
      details: { retryAfter: 30, sending: true },
    })
    clock.advance(30)
    await page.login.challenge({ deviceId: call })
    expect(outbox()).toHaveLength(2)
    expect(outbox()[0]).toMatchObject({ subject: 'Phone call', to: '+12025550123' })
    await expect(page.login.verify({ deviceId: call, code: text })).rejects.toMatchObject({ code: 'invalid_code' })
    expect(await page.login.verify({ deviceId: call, code: sent() })).toMatchObject({ device: { method: 'call' } })
  })

  test('a wrong code sends nothing, and one that is sent again kills the one before', async () => {
    const { outbox, sent, start, clock } = await setup()
    const { page, sms } = await start('hedy')
    await page.login.challenge({ deviceId: sms })
    const old = sent()
    const wrong = old === '000000' ? '111111' : '000000'
    await expect(page.login.verify({ deviceId: sms, code: wrong })).rejects.toMatchObject({ details: { triesLeft: 3 } })
    expect(outbox()).toHaveLength(1)
    clock.advance(30)
    expect(await page.login.challenge({ deviceId: sms })).toMatchObject({ sent: { count: 2 } })
    await expect(page.login.verify({ deviceId: sms, code: old })).rejects.toMatchObject({ details: { triesLeft: 2 } })
    expect(await page.login.verify({ deviceId: sms, code: sent() })).toMatchObject({ verified: true })
  })

  test('the code of one login opens no other, and works once', async () => {
    const { sent, start, clock, browser } = await setup()
    const first = await start('hedy')
    await first.page.login.challenge({ deviceId: first.sms })
    const code = sent()
    const second = await start('hedy', browser().client)
    await expect(second.page.login.verify({ deviceId: first.sms, code })).rejects.toMatchObject({
      code: 'invalid_code',
    })
    expect(await first.page.login.verify({ deviceId: first.sms, code })).toMatchObject({ verified: true })
    clock.advance(60)
    const third = await start('hedy', browser().client)
    await expect(third.page.login.verify({ deviceId: first.sms, code })).rejects.toMatchObject({ code: 'invalid_code' })
  })

  test('a code lapses after 300 s', async () => {
    const { sent, start, clock } = await setup()
    const { page, sms } = await start('hedy')
    await page.login.challenge({ deviceId: sms })
    clock.advance(300)
    await expect(page.login.verify({ deviceId: sms, code: sent() })).rejects.toMatchObject({ code: 'invalid_code' })
  })

  test('after five wrong tries a code is dead, the right one too', async () => {
    const { sent, start } = await setup({ throttle: { freeTries: 100 } })
    const { page, sms } = await start('hedy')
    await page.login.challenge({ deviceId: sms })
    const code = sent()
    const wrong = code === '000000' ? '111111' : '000000'
    for (let count = 0; count < 5; count++) {
      await expect(page.login.verify({ deviceId: sms, code: wrong })).rejects.toMatchObject({ code: 'invalid_code' })
    }
    await expect(page.login.verify({ deviceId: sms, code })).rejects.toMatchObject({ code: 'invalid_code' })
  })
})
