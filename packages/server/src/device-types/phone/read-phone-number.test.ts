import { expect, test } from 'vitest'
import { type PhoneCountry, readPhoneNumber } from './read-phone-number.ts'

const countries: ReadonlySet<PhoneCountry> = new Set(['NL', 'GB', 'US'])

test.for([
  '+31612345678',
  '+31 6 12345678',
  '+31 (0)6-1234 5678',
  '0031 6 1234 5678',
  ' +31.6.12.34.56.78 ',
  '＋３１６１２３４５６７８',
  '+٣١٦١٢٣٤٥٦٧٨',
])('reads %j as one number', (typed) => {
  expect(readPhoneNumber(typed, countries)).toEqual({ number: '+31612345678' })
})

test.for(['+31101234567', '+1 202-456-1111', '+44 7400 123456', '+1 202 555 0123'])('takes %s', (typed) => {
  expect(readPhoneNumber(typed, countries)).toHaveProperty('number')
})

test.for(['123', '0101234567', '+31101234567x', '+31', 'call me', '+31 6 12345678 ext. 9', '+316123456789012', ''])(
  'refuses %j: no number with its country code',
  (typed) => {
    expect(readPhoneNumber(typed, countries)).toEqual({ refused: 'number_format' })
  },
)

test.for(['+49 30 901820', '+88216 1234567890', '+32 470 12 34 56'])('refuses %s: not on the list', (typed) => {
  expect(readPhoneNumber(typed, countries)).toEqual({ refused: 'number_country' })
})

test.for(['+31 900 1234567', '+1 900 234 5678', '+44 9011 234567', '+44 70 1234 5678', '+44 843 123 4567'])(
  'refuses %s: premium, shared cost or personal',
  (typed) => {
    expect(readPhoneNumber(typed, countries)).toEqual({ refused: 'number_premium' })
  },
)
