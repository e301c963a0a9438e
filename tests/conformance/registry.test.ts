import { expect, test } from 'vitest'
import { totp } from '@keystep/server'
import { atSecondStep } from './at-second-step.ts'

test('73: registering twice and unregistering the unknown do nothing, and an unknown method is an error', async () => {
  const { server, browser, deviceId, phone } = await atSecondStep()
  const { deviceTypes } = server.keystep
  const before = deviceTypes.all
  deviceTypes.register(totp({ digits: 8 }))
  deviceTypes.unregister('fax')
  expect(deviceTypes.all).toEqual(before)
  expect(deviceTypes.get('totp')).toBe(before[0])
  expect(deviceTypes.has('fax')).toBe(false)
  expect(() => deviceTypes.get('fax')).toThrow('The method "fax" is not registered.')
  expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
})
