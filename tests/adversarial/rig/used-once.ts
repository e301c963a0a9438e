/** One use of a value that works once, as whoever sent it saw it; times of one clock. */
export type UseOfOne = {
  readonly asked: number
  readonly answered: number
  /** `unknown`: it may have worked, and nobody was told. */
  readonly outcome: 'worked' | 'refused' | 'unknown'
}

/**
 * Whether all of them can be put in one order, each somewhere between its question and its answer, in which the value
 * works for the first and for nobody after: whether they are linearizable as a register that is consumed once.
 */
export function isUsedOnce(uses: readonly UseOfOne[]): boolean {
  const worked = uses.filter(({ outcome }) => outcome === 'worked')
  if (worked.length > 1) return false
  const firstRefusal = Math.min(...uses.filter(({ outcome }) => outcome === 'refused').map(({ answered }) => answered))
  // Nobody was refused before somebody had begun whom it worked for.
  const candidates = worked.length === 1 ? worked : uses.filter(({ outcome }) => outcome === 'unknown')
  return firstRefusal === Infinity || candidates.some(({ asked }) => asked < firstRefusal)
}
