import type { SoakState } from './soak-state.ts'

/** What must not be: a line for each round that went wrong, and for each figure that missed its goal. */
export function soakFaults({ rows, measures }: SoakState): readonly string[] {
  const missed = Object.entries(measures).filter(([, { met }]) => !met)
  return [
    ...Object.entries(rows).flatMap(([key, { bad }]) => bad.map((line) => `${key}: ${line}`)),
    ...missed.map(([key, { figure }]) => `${key}: missed, ${figure}`),
  ]
}
