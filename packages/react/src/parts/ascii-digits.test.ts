import { expect, test } from 'vitest'
import { asciiDigits } from './ascii-digits.ts'

const scripts = [
  ['Arabic-Indic', '٠١٢٣٤٥٦٧٨٩'],
  ['Persian', '۰۱۲۳۴۵۶۷۸۹'],
  ['Devanagari', '०१२३४५६७८९'],
  ['full-width', '０１２３４５６７８９'],
  ['mathematical bold', '𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗'],
  ['mathematical monospace', '𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿'],
] as const

test.each(scripts)('turns %s digits into ASCII', (_script, digits) => {
  expect(asciiDigits(digits)).toBe('0123456789')
})

test('knows the digits of every decimal numbering system of the platform', () => {
  const systems = Intl.supportedValuesOf('numberingSystem').map((system) => {
    const format = new Intl.NumberFormat(`en-u-nu-${system}`, { useGrouping: false })
    return Array.from({ length: 10 }, (_, digit) => format.format(digit)).join('')
  })
  const decimal = systems.filter((digits) => /^\p{Nd}{10}$/u.test(digits))
  expect(decimal.length).toBeGreaterThan(40)
  expect(new Set(decimal.map(asciiDigits))).toEqual(new Set(['0123456789']))
})

test('leaves everything else as it is', () => {
  expect(asciiDigits('Ⅻ ½ ² code-१२ é 😀')).toBe('Ⅻ ½ ² code-12 é 😀')
})
