import type { Rig } from '../rig/open-rig.ts'

/** What was seen after a kill -9, beside what has to be. */
export type Aftermath = { readonly seen: Readonly<Record<string, unknown>>; readonly expected: Aftermath['seen'] }

export type Kill = {
  readonly where: string
  /** With people of its own; every round by another method, where there are several. */
  readonly run: (rig: Rig, round: number) => Promise<Aftermath>
}
