import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteScene } from '../../scripts/bench/open-scene.ts'
import { floodTimes } from '../../scripts/soak/flood-times.ts'
import { mannWhitney } from '../../scripts/soak/mann-whitney.ts'
import { refusalTimes } from '../../scripts/soak/refusal-times.ts'
import { runSoak } from '../../scripts/soak/run-soak.ts'
import { soakFaults } from '../../scripts/soak/soak-faults.ts'
import type { SoakRow } from '../../scripts/soak/soak-row.ts'
import { soakRows } from '../../scripts/soak/soak-rows.ts'
import { nothingDone, readState, type SoakState, writeState } from '../../scripts/soak/soak-state.ts'
import { soakTable } from '../../scripts/soak/soak-table.ts'
import { cheapHash } from '../server/cheap-hash.ts'

const rowOf = (key: string, run: SoakRow['run']): SoakRow => ({
  key,
  attack: 'A0',
  what: `what ${key} does`,
  on: 'SQLite',
  wanted: 30,
  atATime: 20,
  run,
})

test('a round of every race, of some kills and of chaos is right', { timeout: 60_000 }, async () => {
  const all = soakRows({ rounds: 1, minutes: 1 / 60 }, null, 1)
  const rows = all.filter(({ attack, what }) => attack !== 'A58' || /^kill -9 (2|between sending)/.test(what))
  expect(rows).toHaveLength(6 + 3 + 1)
  const state = await runSoak({ rows, measures: [], state: nothingDone, keep: () => {}, isOver: () => false })
  expect(state.rows).toEqual(Object.fromEntries(rows.map(({ key }) => [key, { rounds: 1, bad: [] }])))
})

test('what is measured comes out as a figure', { timeout: 60_000 }, async () => {
  const measures = [refusalTimes(3, cheapHash), floodTimes('SQLite', sqliteScene, 100)]
  const state = await runSoak({ rows: [], measures, state: nothingDone, keep: () => {}, isOver: () => false })
  const table = soakTable([], measures, state)
  expect(table).toMatch(/unknown × \d\.\d+, p = [01]\.\d\d; disabled × \d\.\d+, p = [01]\.\d\d \| medians within 5 %/)
  expect(table).toMatch(/p99 \d+\.\d ms \(\d+\.\d ms quiet\) \| p99 under 100 ms \| (met|missed) \|/)
})

test('a run that was stopped goes on, and a round that went wrong is counted', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-soak-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'reports', 'soak.json')
  const asked: [string, number, number][] = []
  const rows = [
    rowOf('one', async (count, done) => (asked.push(['one', count, done]), [])),
    rowOf('other', async (count, done) => (asked.push(['other', count, done]), done === 0 ? ['it broke'] : [])),
  ]
  const run = async (turns: number): Promise<SoakState> => {
    let left = turns
    const keep = (state: SoakState) => writeState(file, state)
    return await runSoak({ rows, measures: [], state: readState(file), keep, isOver: () => left-- === 0 })
  }
  expect(existsSync(file)).toBe(false)
  await run(3)
  const state = await run(100)
  expect(asked).toEqual([
    ['one', 20, 0],
    ['other', 20, 0],
    ['one', 10, 20],
    ['other', 10, 20],
  ])
  expect(state).toEqual(readState(file))
  const table = soakTable(rows, [], state)
  expect(table).toContain('| A0 | what one does | SQLite | 30 | 0 | 10 % |')
  expect(table).toContain('| A0 | what other does | SQLite | 30 | 1 | – |')
})

test('it fails by a round that went wrong, and by a goal that was missed', () => {
  const rows = { one: { rounds: 2, bad: [] }, other: { rounds: 2, bad: ['it broke'] } }
  const measures = { fast: { figure: 'p99 1 ms', met: true }, slow: { figure: 'p99 200 ms', met: false } }
  expect(soakFaults({ rows, measures })).toEqual(['other: it broke', 'slow: missed, p99 200 ms'])
  expect(soakFaults(nothingDone)).toEqual([])
})

test('samples that are the same cannot be told apart, and those that are not can', () => {
  const times = Array.from({ length: 50 }, (_, at) => at)
  expect(mannWhitney(times, times)).toBeCloseTo(1)
  expect(
    mannWhitney(
      times,
      times.map((time) => time + 100),
    ),
  ).toBeLessThan(0.001)
  const shifted = times.map((time) => time + 10)
  expect(mannWhitney(times, shifted)).toBeCloseTo(mannWhitney(shifted, times))
})
