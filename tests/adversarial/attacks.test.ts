import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isThere } from '../conformance/parity/is-there.ts'
import { attacks } from './attacks.ts'
import { allRaces } from './races/all-races.ts'

/** The numbers that attacks have in the catalogue. */
const numbers = [
  1, 4, 7, 8, 9, 10, 12, 13, 14, 15, 18, 19, 21, 23, 24, 26, 27, 29, 30, 31, 33, 35, 37, 38, 40, 41, 43, 44, 46, 48, 49,
  51, 52, 54, 55, 56, 57, 58, 59, 60, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80,
]

test('every attack has its row', () => {
  const rows = Object.keys(attacks).filter((name) => name.startsWith('A'))
  expect(rows).toEqual(numbers.map((number) => `A${number}`))
})

test('every test and race that a row names is there', () => {
  const missing = Object.entries(attacks).flatMap(([number, { shown }]) =>
    shown
      .filter((proof) => ('race' in proof ? !(proof.race in allRaces) : !isThere(proof)))
      .map((proof) => `${number}: ${JSON.stringify(proof)}`),
  )
  expect(missing).toEqual([])
})

test('a row that names no test says why', () => {
  expect(Object.entries(attacks).filter(([, { shown, open }]) => shown.length === 0 && !open)).toEqual([])
})

test('every test that is named after an attack has its row, and the row names it', () => {
  const titled = globSync('tests/adversarial/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\(\s*['"`]([AR]\d+): /g)].map(([, number]) => ({
      number: number ?? '',
      file,
    })),
  )
  const unnamed = titled.filter(
    ({ number, file }) =>
      !attacks[number]?.shown.some((proof) => 'file' in proof && proof.file === file.replaceAll('\\', '/')),
  )
  expect(titled.length).toBeGreaterThan(20)
  expect(unnamed).toEqual([])
})

test('every race is shown by a row', () => {
  const raced = Object.values(attacks).flatMap(({ shown }) =>
    shown.flatMap((proof) => ('race' in proof ? [proof.race] : [])),
  )
  expect([...new Set(raced)].toSorted()).toEqual(Object.keys(allRaces).toSorted())
})
