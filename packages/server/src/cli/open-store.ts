import { isPostgres } from '../stores/sql/is-postgres.ts'
import { type Kysely } from 'kysely'
import { databaseClock } from '../postgres/database-clock.ts'
import { sqlStore } from '../stores/sql-store.ts'
import type { Tables } from '../stores/sql/tables.ts'
import type { Store } from '../stores/store.ts'
import type { TableNames } from '../stores/table-names.ts'

/** The store as the servers on this database have it, by the same clock. */
export async function openStore(database: Kysely<Tables>, names: TableNames): Promise<Store> {
  return sqlStore(database, { ...names, ...(isPostgres(database) && { clock: await databaseClock(database) }) })
}
