import type { Kysely } from 'kysely'
import type { Tables } from '../stores/sql/tables.ts'

/** Closes the database afterwards, whatever happened: the process ends only then. */
export async function withDatabase<T>(
  database: Kysely<Tables>,
  work: (database: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  try {
    return await work(database)
  } finally {
    await database.destroy()
  }
}
