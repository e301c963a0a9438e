import { type Kysely, PostgresAdapter } from 'kysely'

/** A connection or a transaction; another database of SQL is SQLite. */
export function isPostgres<DB>(database: Kysely<DB>): boolean {
  return database.getExecutor().adapter instanceof PostgresAdapter
}
