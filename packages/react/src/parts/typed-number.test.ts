import { expect, test } from 'vitest'
import { movedNumber, typedNumber, type TypedNumberOptions } from './typed-number.ts'

const countries = ['NL', 'GB', 'US', 'GG']

/** `|` is the caret. */
function typed(raw: string, options: Partial<TypedNumberOptions> = {}) {
  const caret = raw.includes('|') ? raw.indexOf('|') : raw.length
  const given = { previous: '', forward: false, country: 'NL', countries, ...options }
  const { text, caret: at, ...rest } = typedNumber({ ...given, raw: raw.replace('|', ''), caret })
  return { shown: `${text.slice(0, at)}|${text.slice(at)}`, ...rest }
}

test('is written as in its country, and goes out with its code', () => {
  expect(typed('0612345678')).toMatchObject({ shown: '06 12345678|', value: '+31612345678' })
  expect(typed('612345678')).toMatchObject({ shown: '612345678|', value: '+31612345678' })
  expect(typed('2133734253', { country: 'US' })).toMatchObject({ shown: '(213) 373-4253|', value: '+12133734253' })
  expect(typed('07700900123', { country: 'GB' })).toMatchObject({ shown: '07700 900123|', value: '+447700900123' })
})

test('is given as far as it was typed', () => {
  expect(typed('').value).toBe('')
  expect(typed('06 12').value).toBe('+31612')
  expect(typed('+').value).toBe('+')
})

test('a plus or 00 says which country it is of', () => {
  expect(typed('+447700900123')).toMatchObject({ shown: '+44 7700 900123|', value: '+447700900123', country: 'GB' })
  expect(typed('0044 7700 900123')).toMatchObject({ shown: '+44 7700 900123|', country: 'GB' })
  expect(typed('00')).toMatchObject({ shown: '+|', country: 'NL' })
  expect(typed('＋１ 213 373 4253')).toMatchObject({ shown: '+1 213 373 4253|', country: 'US' })
})

test('a code that countries share leaves the one that was chosen', () => {
  expect(typed('+44', { country: 'GG' }).country).toBe('GG')
  expect(typed('+44').country).toBe('GB')
  expect(typed('+44 7781 123456', { country: 'GB' }).country).toBe('GG')
})

test('a country that is not on offer is said, and the choice stays', () => {
  expect(typed('+4915123456789')).toMatchObject({ country: 'NL', foreignCode: '+49', value: '+4915123456789' })
  expect(typed('+1 416 555 0123')).toMatchObject({ country: 'NL', foreignCode: '+1' })
  expect(typed('0612')).toMatchObject({ foreignCode: null })
})

test('takes the digits of any script, and nothing but digits', () => {
  expect(typed('٠٦١٢٣٤٥٦٧٨')).toMatchObject({ shown: '06 12345678|', value: '+31612345678' })
  expect(typed('tel: 06-1234.5678')).toMatchObject({ shown: '06 12345678|' })
  expect(typed('06 12x|345678')).toMatchObject({ shown: '06 12|345678' })
})

test('the caret stays behind the digit it was behind', () => {
  expect(typed('06 1|2345678')).toMatchObject({ shown: '06 1|2345678' })
  expect(typed('069| 12345678', { previous: '06 12345678' }).shown).toMatch(/^06 ?9\|/)
  expect(typed('(2139|) 373-425', { country: 'US', previous: '(213) 373-425' }).shown).toBe('(213) 9|37-3425')
  expect(typed('|', { previous: '0' }).shown).toBe('|')
})

test('a sign that was deleted takes the digit beside it along', () => {
  const american = { country: 'US', previous: '(213) 373-4253' }
  expect(typed('(213)| 373-4253', american).shown).toBe('(213)| 373-4253')
  expect(typed('(213| 373-4253', { ...american, previous: '(213) 373-4253' }).shown).toBe('(21|3) 734-253')
  expect(typed('(213)| 3734253', { ...american, forward: true }).shown).toBe('(213|) 734-253')
})

test('moves to another country with its digits', () => {
  expect(movedNumber('06 12345678', 'GB').value).toBe('+44612345678')
  expect(movedNumber('+31 6 12345678', 'GB')).toMatchObject({ value: '+44612345678' })
  expect(movedNumber('', 'GB')).toEqual({ text: '', value: '' })
})
