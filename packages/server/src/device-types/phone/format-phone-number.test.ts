import { expect, test } from 'vitest'
import { formatPhoneNumber } from './format-phone-number.ts'
import { maskPhoneNumber } from './mask-phone-number.ts'

test.for([
  ['+41524204242', '+41 52 420 42 42'],
  ['+12024561111', '+1 202 456 1111'],
])('formats %s as %s', ([number = '', formatted]) => {
  expect(formatPhoneNumber(number)).toBe(formatted)
})

test('refuses what is no number with its country code', () => {
  expect(() => formatPhoneNumber('0101234567')).toThrow('formatPhoneNumber')
})

test.for([
  ['+41524204242', '+41*******42'],
  ['+41 524 204 242', '+41 *** *** *42'],
  ['+31 10 123 4567', '+31 ** *** **67'],
  ['+1 202-456-1111', '+1 ***-***-**11'],
  ['+41 52 420 42 42', '+41 ** *** ** 42'],
  ['12345', '12345'],
  ['', ''],
])('masks %s as %s', ([number = '', masked]) => {
  expect(maskPhoneNumber(number)).toBe(masked)
})
