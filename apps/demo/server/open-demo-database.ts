import { openDatabase } from '@keystep/server/node'
import { databaseClock, openPostgres } from '@keystep/server/postgres'
import type { DemoDatabase } from './demo-keystep.ts'

export type OpenedDatabase = {
  readonly database: DemoDatabase
  /** Epoch milliseconds: of the database, where several machines may share it. */
  readonly clock: () => number
}

/** A SQLite file (`file:` and its path, or `:memory:`) or a PostgreSQL database (`postgres://`). */
export async function openDemoDatabase(url: string): Promise<OpenedDatabase> {
  if (!/^postgres(ql)?:/.test(url)) return { database: openDatabase(url), clock: Date.now }
  const database = openPostgres({ url })
  return { database, clock: await databaseClock(database) }
}
