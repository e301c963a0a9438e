import { expect, test } from 'vitest'
import { en } from '../languages/en.ts'
import { deviceAction } from './device-action.ts'

test('says what is done with a phone', () => {
  expect(deviceAction({ method: 'sms', destination: '+1 ***-***-**11' }, en)).toBe(
    'Send text message to +1 ***-***-**11',
  )
  expect(deviceAction({ method: 'call', destination: '+1 ***-***-**12' }, en)).toBe('Call number +1 ***-***-**12')
})

test('says it in the words it is given', () => {
  const dutch = { smsAction: () => 'Stuur een sms', callAction: () => 'Bel' }
  expect(deviceAction({ method: 'call', destination: '+31 ** *** **67' }, dutch)).toBe('Bel')
})

test('has no words for any other device, and says so', () => {
  expect(() => deviceAction({ method: 'totp', destination: null }, en)).toThrow('This is "totp"')
  expect(() => deviceAction({ method: 'sms', destination: null }, en)).toThrow('This is "sms" to null')
})
