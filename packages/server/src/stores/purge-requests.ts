// What a store is asked about what is over, and what it answers.

export type PurgeLimits = {
  /** At most so many rows of each table in one call, beside what goes along with them. */
  readonly limit: number
  /** How old an event may be, in milliseconds. @default however old */
  readonly eventsFor?: number
}

export type Purged = {
  /** How many rows went, not counting what went along with them. */
  readonly rows: number
  /** A table reached the limit, so there may be more: call again. */
  readonly more: boolean
}
