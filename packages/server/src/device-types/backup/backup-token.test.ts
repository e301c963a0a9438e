import { expect, test } from 'vitest'
import { systemRandom } from '../../crypto/random.ts'
import { createBackupToken, parseBackupToken } from './backup-token.ts'

test('a token is four groups of four, without letters that are mistaken for others', () => {
  for (let count = 0; count < 200; count++) {
    expect(createBackupToken(systemRandom)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/)
  }
})

test('each of its letters is as likely as the others', () => {
  const letters = Array.from({ length: 256 }, (_, byte) => createBackupToken(() => new Uint8Array(16).fill(byte))[0])
  const counts = Map.groupBy(letters, (letter) => letter)
  expect(counts.size).toBe(32)
  expect(new Set([...counts.values()].map(({ length }) => length))).toEqual(new Set([8]))
})

test.for([
  ['ABCD-EFGH-JKMN-PQRS', 'ABCDEFGHJKMNPQRS'],
  ['abcd efgh jkmn pqrs', 'ABCDEFGHJKMNPQRS'],
  ['  abcdefghjkmnpqrs\n', 'ABCDEFGHJKMNPQRS'],
  ['oooo-iiii-llll-0011', '0000111111110011'],
] as const)('%j is read as %s', ([typed, token]) => {
  expect(parseBackupToken(typed)).toBe(token)
})

test.for([
  '',
  'ABCD-EFGH-JKMN-PQR',
  'ABCD-EFGH-JKMN-PQRST',
  'ABCD-EFGH-JKMN-PQRU',
  'ABCD_EFGH_JKMN_PQRS',
  'ＡＢＣＤ-EFGH-JKMN-PQRS',
  '٠٠٠٠-0000-0000-0000',
  'ABCD-EFGH-JKMN-PQR\u0000',
])('%j is no token', (typed) => {
  expect(parseBackupToken(typed)).toBeNull()
})
