import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

/** Ada with a phone: signed in twice, and half-way in once. */
async function setup() {
  const server = startServer()
  const ada = await server.signUpWithPhone('ada')
  const second = (await server.passwordStep('ada')).browser
  await second.auth.login.verify({ deviceId: ada.deviceId, code: ada.phone.code() })
  const pending = (await server.passwordStep('ada')).browser
  server.pass(30)
  const states = async () =>
    await Promise.all([ada.browser, second, pending].map(async ({ auth }) => (await auth.session.read()).state))
  const start = () => server.browser().auth.login.start({ identifier: 'ada@example.com', password })
  return { ...ada, server, keystep: server.keystep, states, start }
}

const live = ['signed_in', 'signed_in', 'second_factor']
const over = ['anonymous', 'anonymous', 'anonymous']

describe('users', () => {
  test('find gives what is known, and null for nobody', async () => {
    const { keystep } = await setup()
    expect(await keystep.users.find('ada')).toMatchObject({ id: 'ada', identifier: 'ada@example.com', disabled: false })
    expect(await keystep.users.find('nobody')).toBeNull()
  })

  test('update shows at once, and ends nothing', async () => {
    const { browser, keystep, states } = await setup()
    expect(await keystep.users.update('ada', { name: 'Ada L.', staff: true })).toMatchObject({ name: 'Ada L.' })
    expect(await browser.auth.session.read()).toMatchObject({ user: { name: 'Ada L.', staff: true } })
    expect(await states()).toEqual(live)
    expect(await keystep.users.update('nobody', { name: 'x' })).toBeNull()
  })

  test('update of the identifier changes what signs in, in any spelling', async () => {
    const { server, keystep, start } = await setup()
    await keystep.users.update('ada', { identifier: 'Ada.L@Example.com' })
    await expect(start()).rejects.toMatchObject(refusal('invalid_credentials'))
    const { auth } = server.browser()
    expect(await auth.login.start({ identifier: 'ada.l@EXAMPLE.com', password })).toMatchObject({
      state: 'second_factor',
      user: { identifier: 'ada.l@example.com' },
    })
  })

  test('update keeps the identifier of a user without a password as it is', async () => {
    const { server, keystep } = await setup()
    await server.store.saveUser({ id: 'otto', identifier: 'otto' })
    expect(await keystep.users.update('otto', { identifier: 'Otto the Great' })).toMatchObject({
      identifier: 'Otto the Great',
    })
  })

  test('disable ends everything and lets nobody in until enable', async () => {
    const { keystep, states, start } = await setup()
    expect(await keystep.users.disable('ada')).toMatchObject({ disabled: true })
    expect(await states()).toEqual(over)
    await expect(start()).rejects.toMatchObject(refusal('invalid_credentials'))
    expect(await keystep.users.enable('ada')).toMatchObject({ disabled: false })
    expect(await states()).toEqual(over)
    expect(await start()).toMatchObject({ state: 'second_factor' })
    expect(await keystep.users.disable('nobody')).toBeNull()
    expect(await keystep.users.enable('nobody')).toBeNull()
  })

  test('delete takes devices, sessions and password along', async () => {
    const { server, keystep, states, start } = await setup()
    await keystep.users.delete('ada')
    expect(await states()).toEqual(over)
    await expect(start()).rejects.toMatchObject(refusal('invalid_credentials'))
    expect(await keystep.users.find('ada')).toBeNull()
    expect(await keystep.devicesOf('ada')).toEqual([])
    await server.signUp('ada')
    expect(await states()).toEqual(over)
    expect(await start()).toMatchObject({ state: 'signed_in', hasDevice: false })
  })
})

test.for(['endSessions', 'passwordChanged'] as const)('%s ends everything, and leaves the devices', async (call) => {
  const { keystep, states, start, deviceId } = await setup()
  expect(await states()).toEqual(live)
  await keystep[call]('ada')
  expect(await states()).toEqual(over)
  expect(await start()).toMatchObject({ state: 'second_factor', devices: [{ id: deviceId }, {}] })
})

test('resetUser removes every device and ends everything', async () => {
  const { keystep, states, start } = await setup()
  expect(await keystep.resetUser('ada')).toBeUndefined()
  expect(await states()).toEqual(over)
  expect(await keystep.devicesOf('ada')).toEqual([])
  expect(await start()).toMatchObject({ state: 'signed_in', hasDevice: false })
})

test('devicesOf gives what the user sees, and no secret', async () => {
  const { keystep, browser, begun, backupTokens } = await setup()
  const devices = await keystep.devicesOf('ada')
  expect(devices).toEqual((await browser.auth.devices.list()).devices)
  const text = JSON.stringify(devices)
  expect(text).not.toContain(begun.secret)
  expect(text).not.toContain(backupTokens[0])
  expect(await keystep.devicesOf('nobody')).toEqual([])
})

test('calls for one user leave the others alone', async () => {
  const { server, keystep } = await setup()
  const bob = await server.signUpWithPhone('bob')
  await keystep.endSessions('ada')
  await keystep.resetUser('ada')
  await keystep.users.disable('ada')
  await keystep.users.delete('ada')
  expect(await bob.browser.auth.session.read()).toMatchObject({ verified: true })
})
