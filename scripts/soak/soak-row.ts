export type Where = 'SQLite' | 'PostgreSQL' | 'memory and SQLite'

/** One attack that is repeated, on one database. */
export type SoakRow = {
  /** Under which it is found again when a run goes on. */
  readonly key: string
  /** Its number in the catalogue. */
  readonly attack: string
  readonly what: string
  readonly on: Where
  readonly wanted: number
  /** So many are done before what came of them is kept. */
  readonly atATime: number
  /** Does so many, of which that number were done before: what was wrong, a line for each that was. */
  readonly run: (count: number, done: number) => Promise<readonly string[]>
}

/** Something that is measured once. */
export type SoakMeasure = {
  readonly key: string
  readonly attack: string
  readonly what: string
  readonly goal: string
  readonly run: () => Promise<Measured>
}

export type Measured = { readonly figure: string; readonly met: boolean }
