import type { SoakMeasure, SoakRow } from './soak-row.ts'
import type { SoakState } from './soak-state.ts'

export type RunSoak = {
  readonly rows: readonly SoakRow[]
  readonly measures: readonly SoakMeasure[]
  readonly state: SoakState
  /** Told whenever something more was done. */
  readonly keep: (state: SoakState) => void
  /** Asked before whatever comes next. */
  readonly isOver: () => boolean
}

/** Every row in turn, some rounds at a time, so that a run which is stopped has done something of each. */
export async function runSoak({ rows, measures, state: before, keep, isOver }: RunSoak): Promise<SoakState> {
  let state = before
  const doneOf = ({ key }: SoakRow) => state.rows[key] ?? { rounds: 0, bad: [] }
  for (const { key, run } of measures) {
    if (isOver()) return state
    if (state.measures[key] === undefined) {
      state = { ...state, measures: { ...state.measures, [key]: await run() } }
      keep(state)
    }
  }
  for (;;) {
    const left = rows.filter((row) => doneOf(row).rounds < row.wanted)
    if (left.length === 0) return state
    for (const row of left) {
      if (isOver()) return state
      const { rounds, bad } = doneOf(row)
      const count = Math.min(row.atATime, row.wanted - rounds)
      const wrong = await row.run(count, rounds)
      state = { ...state, rows: { ...state.rows, [row.key]: { rounds: rounds + count, bad: [...bad, ...wrong] } } }
      keep(state)
    }
  }
}
