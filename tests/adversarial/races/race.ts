import type { Counts } from '../rig/counts.ts'
import type { Rig } from '../rig/open-rig.ts'

export type Race = {
  readonly title: string
  /** Whether wrong tries make a device wait where this is run, as they do by default. */
  readonly throttled: boolean
  /** With people of its own, so that it can be run as often as one likes. */
  readonly run: (rig: Rig) => Promise<Counts>
  /** Whether it ended as it has to. */
  readonly isRight: (counts: Counts) => boolean
}

/** So many do the same thing at once. */
export const width = 64

export function total(counts: Counts, ...words: readonly string[]): number {
  const counted = words.length === 0 ? Object.keys(counts) : words
  return counted.reduce((sum, word) => sum + (counts[word] ?? 0), 0)
}
