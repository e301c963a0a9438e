import { describe, expect, test } from 'vitest'
import { refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer()
  const ada = await server.signUpWithPhone('ada')
  const devices = async () => (await ada.browser.auth.devices.list()).devices
  const backupId = (await devices()).find(({ method }) => method === 'backup')?.id ?? ''
  const remove = (id: string) => ada.browser.auth.devices.remove({ id })
  return { server, ...ada, devices, backupId, remove }
}

describe('a confirmed device', () => {
  test('is removed in a fresh session, under a new token; everything else signed in ends', async () => {
    const { server, browser, phone, deviceId, remove, devices } = await setup()
    const other = await server.passwordStep('ada')
    await other.browser.auth.login.verify({ deviceId, code: phone.code() })
    const pending = await server.passwordStep('ada')
    const tablet = await server.enrol(browser, 'Tablet')
    const before = browser.cookies.get('keystep-session')
    expect(await remove(tablet.deviceId)).toEqual({ removed: true })
    expect(browser.cookies.get('keystep-session')).not.toBe(before)
    expect((await devices()).map(({ id }) => id)).not.toContain(tablet.deviceId)
    expect(await other.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
    expect(await pending.browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  })

  test('that verified a session leaves it unverified', async () => {
    const { server, browser, remove } = await setup()
    const tablet = await server.enrol(browser, 'Tablet')
    await remove(tablet.deviceId)
    expect(await browser.auth.session.read()).toMatchObject({
      hasDevice: true,
      verified: false,
      verifiedAt: null,
      device: null,
    })
  })

  test('is not removed in a session that is no longer fresh', async () => {
    const { server, deviceId, remove, devices } = await setup()
    server.pass(301)
    await expect(remove(deviceId)).rejects.toMatchObject(refusal('step_up_required', { maxAge: 300 }))
    expect(await devices()).toHaveLength(2)
  })

  test('is not removed by somebody else', async () => {
    const { server, deviceId, devices } = await setup()
    const bob = await server.signUpWithPhone('bob')
    await expect(bob.browser.auth.devices.remove({ id: deviceId })).rejects.toMatchObject(refusal('not_found'))
    expect(await devices()).toHaveLength(2)
  })

  test('does not sign in any more', async () => {
    const { server, browser, deviceId, remove } = await setup()
    const tablet = await server.enrol(browser, 'Tablet')
    await remove(tablet.deviceId)
    server.pass(30)
    const login = await server.passwordStep('ada')
    const answer = { deviceId: tablet.deviceId, code: tablet.phone.code() }
    await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code', {}))
    expect(login.state).toMatchObject({ devices: [{ id: deviceId }, { method: 'backup' }] })
  })
})

test('the default device stays while another one is there', async () => {
  const { server, browser, deviceId, remove, devices } = await setup()
  await server.enrol(browser, 'Tablet')
  await expect(remove(deviceId)).rejects.toMatchObject(refusal('conflict'))
  expect(await devices()).toHaveLength(3)
})

test('the only device goes together with the backup tokens, and the password alone signs in again', async () => {
  const { server, browser, deviceId, remove, devices } = await setup()
  expect(await remove(deviceId)).toEqual({ removed: true })
  expect(await devices()).toEqual([])
  expect(await browser.auth.session.read()).toMatchObject({ hasDevice: false, verified: false })
  expect((await server.passwordStep('ada')).state).toMatchObject({ state: 'signed_in', hasDevice: false })
})

test('a device enrolled after that has backup tokens of its own', async () => {
  const { server, browser, deviceId, remove, backupTokens, backupId } = await setup()
  await remove(deviceId)
  const again = await server.enrol(browser)
  expect(again.backupTokens).toHaveLength(10)
  expect(again.backupTokens).not.toEqual(expect.arrayContaining([backupTokens[0]]))
  const login = await server.passwordStep('ada')
  const answer = { deviceId: backupId, code: backupTokens[0] ?? '' }
  await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code'))
})

test('the backup tokens can go alone', async () => {
  const { deviceId, backupId, remove, devices } = await setup()
  expect(await remove(backupId)).toEqual({ removed: true })
  expect(await devices()).toMatchObject([{ id: deviceId }])
})

test('an enrolment that was not confirmed needs no more than the session that began it', async () => {
  const { server, browser, remove, devices } = await setup()
  const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  server.pass(301)
  const cookies = [...browser.cookies]
  expect(await remove(begun.device.id)).toEqual({ removed: true })
  expect([...browser.cookies]).toEqual(cookies)
  expect(await devices()).toHaveLength(2)
  await expect(remove(begun.device.id)).rejects.toMatchObject(refusal('not_found'))
})

test('a device that is not there is not found, fresh or not', async () => {
  const { server, remove } = await setup()
  await expect(remove('unknown')).rejects.toMatchObject(refusal('not_found'))
  server.pass(301)
  await expect(remove('unknown')).rejects.toMatchObject(refusal('not_found'))
})
