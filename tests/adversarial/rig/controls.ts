import type { FailPoint } from './fail-points.ts'
import type { RigOptions } from './rig-app.ts'

/** What a process is started with. */
export type Started = {
  readonly databaseUrl: string
  readonly gatewayUrl: string
  readonly port: number
  readonly options: RigOptions
  /** Milliseconds that its store's clock is ahead of the database's. */
  readonly ahead: number
  /** Milliseconds that the clock of its machine is wrong by. */
  readonly machineAhead: number
}

/** What it is told while it runs; each is answered by its counters. */
export type Control = {
  readonly turn: number
  readonly ahead?: number
  readonly arm?: FailPoint | null
  /** Slow hashes stay where they are, until told to go on. */
  readonly holdHashes?: boolean
  /** One round of maintenance, which is over when it answers. */
  readonly maintain?: boolean
}

export type Counters = {
  /** How often each verb of the store was called. */
  readonly calls: Readonly<Record<string, number>>
  /** How often each event was told. */
  readonly events: Readonly<Record<string, number>>
  /** Slow hashes at work. */
  readonly hashing: number
}
