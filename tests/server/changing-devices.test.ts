import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer({ withEmail: {} })
  server.app.get('/vault', server.keystep.requireVerified(), (c) => c.json(c.var.keystep))
  const ada = await server.signUpWithPhone('ada', { email: 'ada@example.com' })
  const mail = await server.enrolEmail(ada.browser)
  const list = async () => (await ada.browser.auth.devices.list()).devices
  return { server, ...ada, mailId: mail.deviceId, list }
}

describe('PATCH /devices/:id', () => {
  test('renames a device, and ends nothing that is signed in', async () => {
    const { browser, deviceId, list } = await setup()
    const { device } = await browser.auth.devices.change({ id: deviceId, name: 'Work phone' })
    expect(device).toMatchObject({ id: deviceId, name: 'Work phone', default: true })
    expect((await list())[0]).toMatchObject({ name: 'Work phone' })
    expect((await browser.send('/vault')).status).toBe(200)
  })

  test('makes another device the one that is asked first', async () => {
    const { server, browser, deviceId, mailId, list } = await setup()
    await browser.auth.devices.change({ id: mailId, default: true })
    expect((await list()).map(({ id, default: first }) => [id, first]).slice(0, 2)).toEqual([
      [mailId, true],
      [deviceId, false],
    ])
    const { state } = await server.passwordStep('ada')
    expect(state).toMatchObject({ devices: [{ id: mailId }, { id: deviceId }, { method: 'backup' }] })
    await browser.auth.devices.remove({ id: deviceId })
  })

  test('never puts backup tokens first', async () => {
    const { browser, list } = await setup()
    const id = (await list()).find(({ method }) => method === 'backup')?.id ?? ''
    await expect(browser.auth.devices.change({ id, default: true })).rejects.toMatchObject(refusal('conflict'))
    expect(await browser.auth.devices.change({ id, name: 'In the safe' })).toMatchObject({
      device: { name: 'In the safe' },
    })
  })

  test('says what is missing where nothing is changed', async () => {
    const { browser, deviceId } = await setup()
    await expect(browser.auth.devices.change({ id: deviceId })).rejects.toMatchObject(refusal('bad_request'))
  })

  test('knows neither another user’s device nor one that is not confirmed', async () => {
    const { server, browser } = await setup()
    const eve = await server.signUpWithPhone('eve')
    const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'third' })
    for (const id of ['nothing', eve.deviceId, begun.device.id])
      await expect(browser.auth.devices.change({ id, name: 'Mine' })).rejects.toMatchObject(refusal('not_found'))
  })

  test('asks to verify again when that was too long ago', async () => {
    const { server, browser, deviceId } = await setup()
    server.pass(301)
    await expect(browser.auth.devices.change({ id: deviceId, name: 'x' })).rejects.toMatchObject(
      refusal('step_up_required'),
    )
  })
})

describe('POST /disable', () => {
  test('removes everything, ends every other session, and goes on with this one', async () => {
    const { server, browser, deviceId, phone } = await setup()
    const other = await server.passwordStep('ada')
    server.pass(30)
    await other.browser.auth.login.verify({ deviceId, code: phone.code() })
    const former = browser.copy()
    const session = await browser.auth.devices.disable({ confirm: true })
    expect(session).toMatchObject({ state: 'signed_in', hasDevice: false, verified: false, device: null })
    expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false, verified: false })
    expect(await server.keystep.devicesOf('ada')).toEqual([])
    expect(await (await browser.send('/vault')).json()).toMatchObject({ code: 'enrolment_required' })
    expect(await other.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await former.auth.session.read()).not.toMatchObject({ verified: true })
    expect((await server.passwordStep('ada')).state.state).toBe('signed_in')
  })

  test('does nothing without the explicit yes', async () => {
    const { server, browser } = await setup()
    for (const body of [{}, { confirm: false }, { confirm: 'true' }])
      expect((await browser.post('/auth/disable', body)).status).toBe(400)
    expect(await server.keystep.devicesOf('ada')).toHaveLength(3)
  })

  test('does nothing in a session that is not verified, or not any more', async () => {
    const { server, browser } = await setup()
    server.pass(301)
    await expect(browser.auth.devices.disable({ confirm: true })).rejects.toMatchObject(refusal('step_up_required'))
    expect(await server.keystep.devicesOf('ada')).toHaveLength(3)
  })

  test('is no harm where nothing is on', async () => {
    const server = startServer()
    await server.signUp('mary')
    const { browser } = await server.passwordStep('mary')
    expect(await browser.auth.devices.disable({ confirm: true })).toMatchObject({ hasDevice: false })
    expect(await browser.auth.stepUp.firstFactor({ password })).toMatchObject({ state: 'signed_in' })
  })
})
