import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isThere } from '../conformance/parity/is-there.ts'
import { allRaces } from './races/all-races.ts'

const page = readFileSync('docs/security.md', 'utf8')
const rows = page.split('\n').map((line) => line.split('|').map((cell) => cell.trim()))
const requirements = rows
  .filter(([, number = '']) => /^R\d+$/.test(number))
  .map(([, number = '', , state = '', shown = '', why = '']) => ({ number, state, shown, why }))
const standard = rows
  .filter(([, number = '']) => /^[67]\.\d+\.\d+$/.test(number))
  .map(([, number = '', , state = '', where = '', shown = '', remark = '']) => ({
    number,
    state,
    where,
    shown,
    remark,
  }))

/** The requirements of V6 and V7 of levels 1 and 2, in OWASP ASVS 5.0.0: of each section, how many come first. */
const sections = {
  6.1: 3,
  6.2: 12,
  6.3: 4,
  6.4: 4,
  6.5: 5,
  6.6: 3,
  6.8: 4,
  7.1: 3,
  7.2: 4,
  7.3: 2,
  7.4: 5,
  7.5: 2,
  7.6: 2,
}

function proofsIn(shown: string) {
  return shown === ''
    ? []
    : shown.split('<br>').map((proof) => {
        const [, file = '', title = ''] = /^\[[^\]]+\]\(\.\.\/([^)]+)\): (.+)$/.exec(proof) ?? []
        return { proof, file, title }
      })
}

function isShown({ file, title }: { readonly file: string; readonly title: string }): boolean {
  const [, race] = /^race (\w+)$/.exec(title) ?? []
  return race === undefined ? isThere({ file, title }) : race in allRaces
}

function countOf(of: readonly { readonly state: string }[], state: string): number {
  return of.filter((row) => row.state === state).length
}

test('every requirement has one row', () => {
  expect(requirements.map(({ number }) => number)).toEqual(Array.from({ length: 112 }, (_, n) => `R${n + 1}`))
})

test('every requirement of the standard has one row', () => {
  const numbers = Object.entries(sections).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, n) => `${section}.${n + 1}`),
  )
  expect(standard.map(({ number }) => number)).toEqual(numbers)
})

test('every test and race that a row names is there', () => {
  const missing = [...requirements, ...standard].flatMap(({ number, shown }) =>
    proofsIn(shown)
      .filter((proof) => !isShown(proof))
      .map(({ proof }) => `${number}: ${proof}`),
  )
  expect(missing).toEqual([])
  expect(isShown({ file: 'tests/server/sessions.test.ts', title: 'no such title' })).toBe(false)
  expect(isShown({ file: 'tests/adversarial/races.test.ts', title: 'race A1' })).toBe(false)
})

test('a row is as sure as what it names: a test, a difference, or why not', () => {
  const unfounded = [
    ...requirements.filter(({ state, shown, why }) => {
      if (state === 'holds') return shown === '' || why !== ''
      return !(state === 'differs' ? shown !== '' && why !== '' : state === 'open' && why !== '')
    }),
    ...standard.filter(({ state, where, shown, remark }) =>
      state === 'met'
        ? (where === '' || shown === '') && remark === ''
        : !(/^(the app’s|not met)$/.test(state) && remark),
    ),
  ]
  expect(unfounded).toEqual([])
})

test('the page counts its rows', () => {
  const [holds, differs, open] = ['holds', 'differs', 'open'].map((state) => countOf(requirements, state))
  expect(page).toContain(`${holds} hold, ${differs} hold with a difference, ${open} are open.`)
  const [met, apps, not] = ['met', 'the app’s', 'not met'].map((state) => countOf(standard, state))
  expect(page).toContain(`${met} met, ${apps} the app’s, ${not} not met.`)
})

test('every file that the page links is there', () => {
  const files = [...page.matchAll(/\]\(\.\.\/([^)#]+)/g)].map(([, file = '']) => file)
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => !existsSync(file))).toEqual([])
})
