import { type Kysely, PostgresAdapter } from 'kysely'
import { databaseClock } from '../postgres/database-clock.ts'
import { sqlStore } from '../stores/sql-store.ts'
import type { Tables } from '../stores/sql/tables.ts'
import type { Store } from '../stores/store.ts'
import type { TableNames } from '../stores/table-names.ts'

/** The store as the servers on this database have it, by the same clock. */
export async function openStore(database: Kysely<Tables>, names: TableNames): Promise<Store> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter
  return sqlStore(database, { ...names, ...(isPostgres && { clock: await databaseClock(database) }) })
}
