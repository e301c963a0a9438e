import type { Comparison } from './compare.ts'
import type { Growth } from './growth.ts'
import type { BenchResult, DatabaseName } from './run-bench.ts'

type Goal = { readonly value: number; readonly is: 'at least' | 'at most' }

/** What the figures of one database say, as lines to print. */
export function report(name: DatabaseName, result: BenchResult, withStatements: boolean): readonly string[] {
  const { verify, guarded, ofVerify, ofGuarded, flood } = result
  const unit = name === 'SQLite' ? 'statements' : 'round trips'
  const lines = [
    name,
    ...compared('POST /login/verify', verify, 0.8),
    ...compared('a guarded GET', guarded, 0.9),
    name === 'SQLite'
      ? note(`a verify: ${ofVerify.statements.length} ${unit}, ${ofVerify.commits} commits`)
      : judged(`a verify: ${unit}, in ${ofVerify.commits} commits`, ofVerify.statements.length, atMost(3), 0),
    judged(`a guarded GET: ${unit}`, ofGuarded.statements.length, atMost(1), 0),
    judged('a guarded GET during a flood of passwords, p99 beside quiet', flood.ratio, atMost(3)),
    note(`${flood.quiet.toFixed(2)} ms quiet, ${flood.flooded.toFixed(2)} ms flooded; guesses ${said(flood.guesses)}`),
  ]
  if (withStatements) lines.push(...listed('A verify', ofVerify.statements), ...listed('A guard', ofGuarded.statements))
  return [...lines, '']
}

export function reportGrowth(name: DatabaseName, users: number, grown: Readonly<Record<string, Growth>>) {
  const lines = Object.entries(grown).flatMap(([call, { Keystep, bare }]) => [
    judged(`${call}: median with ${users} users beside 1000`, Keystep, atMost(2)),
    note(`bare: ${bare.toFixed(2)}`),
  ])
  return [`${name}, growth`, ...lines, '']
}

function compared(call: string, { sides, ratio }: Comparison, goal: number): readonly string[] {
  return [
    judged(`${call}, times the rate of bare`, ratio, { value: goal, is: 'at least' }),
    ...sides.map(({ name, rate, p50, p99 }) =>
      note(`${name.padEnd(8)} ${rate.toFixed(0).padStart(6)}/s, p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms`),
    ),
  ]
}

function judged(what: string, value: number, goal: Goal, digits = 2): string {
  const met = goal.is === 'at least' ? value >= goal.value : value <= goal.value
  return `${met ? 'met   ' : 'missed'} ${value.toFixed(digits).padStart(6)}, goal ${goal.is} ${goal.value}: ${what}`
}

function atMost(value: number): Goal {
  return { value, is: 'at most' }
}

function note(text: string): string {
  return `${' '.repeat(14)} ${text}`
}

function listed(what: string, statements: readonly string[]): readonly string[] {
  return [`${what}:`, ...statements.map((statement, at) => `  ${at + 1}. ${statement}`)]
}

function said(counts: Readonly<Record<string, number>>): string {
  const parts = Object.entries(counts).map(([status, count]) => `${count} × ${status}`)
  return parts.join(', ')
}
