import { expect, test } from 'vitest'
import { createTestServer } from './create-test-server.ts'
import { suspendDevice } from './suspend-device.ts'

const methods = ['totp', 'email', 'backup'] as const

test('nobody is asked for a suspended device, and the person signs in another way', async () => {
  const server = await createTestServer({ people: ['ada'], throttle: { suspendAfter: 3 } })
  const { ada } = server.people
  const before = server.clock.now()
  await suspendDevice(server, ada)
  expect(server.clock.now()).toBe(before)
  const state = await server.client.login.start({ identifier: ada.user.identifier, password: ada.password })
  const offered = state.state === 'second_factor' ? state.devices : []
  expect(offered.map(({ method }) => method)).toEqual(['backup'])
  const deviceId = offered[0]?.id ?? ''
  await server.client.login.verify({ deviceId, code: ada.backupTokens[0] ?? '' })
  const { devices } = await server.client.devices.list()
  expect(devices.map(({ method, suspended }) => [method, suspended])).toEqual([
    ['totp', true],
    ['backup', false],
  ])
})

test('it takes a hundred wrong codes where the throttle says nothing else, and days of waiting', async () => {
  const server = await createTestServer({ people: ['ada'] })
  const before = server.clock.now()
  await suspendDevice(server, server.people.ada)
  expect(server.events.filter(({ name }) => name === 'verification.failed')).toHaveLength(100)
  const days = (server.clock.now() - before) / 86_400_000
  expect(days).toBeGreaterThan(3)
  expect(days).toBeLessThan(4)
})

test.for(['email', 'backup'])('suspends the %s of somebody who has that', async (method) => {
  const server = await createTestServer({ people: ['emmy'], methods, throttle: { suspendAfter: 3 } })
  const { user } = server.people.emmy
  await suspendDevice(server, server.people.emmy, { method })
  const devices = await server.keystep.devicesOf(user.id)
  expect(devices.filter(({ suspended }) => suspended).map((device) => device.method)).toEqual([method])
})

test('says why it cannot', async () => {
  const server = await createTestServer({ people: ['ada', 'mary'], throttle: { suspendAfter: Infinity } })
  await expect(suspendDevice(server, server.people.mary)).rejects.toThrow('mary@example.com is asked for no device')
  await expect(suspendDevice(server, server.people.ada, { method: 'sms' })).rejects.toThrow('is asked for no sms')
  await expect(suspendDevice(server, server.people.ada)).rejects.toThrow('Is throttle.suspendAfter more than that?')
})
