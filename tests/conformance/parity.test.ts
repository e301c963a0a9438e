import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { behaviourNumbers, behaviours, items, proofsOf } from './parity.ts'
import { isThere } from './parity/is-there.ts'
import { parityPage } from './parity/page.ts'

const things = items.flatMap(({ rows }) => rows)
const numbered = behaviours.flatMap(({ rows }) => rows)

test('the page is what `npm run parity` writes', () => {
  expect(readFileSync('docs/reference-parity.md', 'utf8')).toBe(parityPage())
})

test('every test and story that a row names is there', () => {
  const named = [
    ...things
      .flatMap(({ shown }) => (typeof shown === 'string' ? [] : shown))
      .filter((proof) => typeof proof === 'object'),
    ...numbered.flatMap(proofsOf),
  ]
  const missing = named.filter((proof) => !isThere(proof)).map(({ file, title }) => `${file}: ${title}`)
  expect(missing).toEqual([])
})

test('every number of the reference has one row, and no other has one', () => {
  const numbers = numbered.map(({ number }) => number)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(behaviourNumbers)
})

test('a row that names no test says why', () => {
  const silent = [
    ...things.filter(({ shown, difference }) => shown.length === 0 && difference === undefined),
    ...numbered.filter((row) => proofsOf(row).length === 0 && row.later === undefined && row.difference === undefined),
  ]
  expect(silent).toEqual([])
})

test('every numbered test has its row, in a file that the row names', () => {
  const titled = globSync('tests/conformance/*.test.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\(\s*['"`](\d+): /g)].map(([, number]) => `${number} ${file}`),
  )
  const named = numbered.flatMap(({ number, tests }) =>
    [tests ?? []].flat().map((name) => `${number} tests/conformance/${name}.test.ts`),
  )
  expect([...new Set(titled)].toSorted()).toEqual(named.toSorted())
})
