import { expect, test } from 'vitest'
import { createCode } from './create-code.ts'
import { systemRandom } from './random.ts'

/** The digit that each byte becomes, where it becomes one: behind it comes nothing but 9. */
const digits = Array.from({ length: 256 }, (_, byte) => {
  const drawn = [Uint8Array.of(byte), Uint8Array.of(9)]
  return { byte, digit: createCode(1, () => drawn.shift() ?? Uint8Array.of(9)), isTaken: drawn.length === 1 }
})

test('each digit is as likely as the others, and zero may come first', () => {
  const counts = Map.groupBy(
    digits.filter(({ isTaken }) => isTaken),
    ({ digit }) => digit,
  )
  expect([...counts.keys()].toSorted().join('')).toBe('0123456789')
  expect(new Set([...counts.values()].map(({ length }) => length))).toEqual(new Set([25]))
  expect(createCode(6, (bytes) => new Uint8Array(bytes))).toBe('000000')
})

test('a byte that would make some likelier is drawn again', () => {
  expect(digits.filter(({ isTaken }) => !isTaken).map(({ byte }) => byte)).toEqual([250, 251, 252, 253, 254, 255])
})

test('codes have their length and are no two the same for long', () => {
  for (const length of [6, 8]) {
    const codes = Array.from({ length: 200 }, () => createCode(length, systemRandom))
    for (const code of codes) expect(code).toMatch(new RegExp(`^[0-9]{${length}}$`))
    expect(new Set(codes).size).toBeGreaterThan(190)
  }
})
