import type { SoakMeasure, SoakRow } from './soak-row.ts'
import type { SoakState } from './soak-state.ts'

/** What was really done, in Markdown. No bad round of n: with 95 % certainty fewer than 3 in n are. */
export function soakTable(
  rows: readonly SoakRow[],
  measures: readonly SoakMeasure[],
  { rows: done, measures: measured }: SoakState,
): string {
  const lines = rows.flatMap(({ key, attack, what, on }) => {
    const state = done[key]
    if (state === undefined || state.rounds === 0) return []
    const { rounds, bad } = state
    return [`| ${attack} | ${what} | ${on} | ${rounds} | ${bad.length} | ${bad.length === 0 ? bound(rounds) : '–'} |`]
  })
  const figures = measures.flatMap(({ key, attack, what, goal }) => {
    const state = measured[key]
    return state ? [`| ${attack} | ${what} | ${state.figure} | ${goal} | ${state.met ? 'met' : 'missed'} |`] : []
  })
  return [
    '| Attack | What | On | Rounds | Bad | At most bad (95 %) |',
    '| --- | --- | --- | ---: | ---: | ---: |',
    ...lines,
    '',
    '| Attack | What | Measured | Goal | |',
    '| --- | --- | --- | --- | --- |',
    ...figures,
    '',
  ].join('\n')
}

function bound(rounds: number): string {
  return rounds <= 3 ? '–' : `${Number((300 / rounds).toPrecision(2))} %`
}
