import { type Kysely, sql } from 'kysely'

export type DatabaseClockOptions = {
  /** After so long the database is asked again, in milliseconds. @default 60000 */
  readonly renewal?: number
}

/**
 * The database's own time, for the processes that share it: what one of them files, another judges by the same clock.
 * Asked for now and then, and in between counted on by a clock that nobody sets, so that a machine whose time is wrong,
 * or is put right, changes nothing.
 */
export async function databaseClock<DB>(
  database: Kysely<DB>,
  { renewal = 60_000 }: DatabaseClockOptions = {},
): Promise<() => number> {
  let known = await ask(database)
  let isAsking = false

  async function renew(): Promise<void> {
    isAsking = true
    try {
      known = await ask(database)
    } catch {
      // It is away, and whoever asks it something else will say so.
    } finally {
      isAsking = false
    }
  }
  return () => {
    const passed = performance.now() - known.asked
    if (passed > renewal && !isAsking) void renew()
    return Math.floor(known.time + passed)
  }
}

/** What the database's clock showed, and when that was: half-way between question and answer. */
async function ask<DB>(database: Kysely<DB>): Promise<{ readonly time: number; readonly asked: number }> {
  const before = performance.now()
  const { rows } = await sql<{ readonly time: string }>`
    select extract(epoch from clock_timestamp()) * 1000 as time`.execute(database)
  return { time: Number(rows[0]?.time), asked: (before + performance.now()) / 2 }
}
