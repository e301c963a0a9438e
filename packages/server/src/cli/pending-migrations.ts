import type { Kysely } from 'kysely'
import { createMigrator } from '../stores/migrations.ts'
import type { Tables } from '../stores/sql/tables.ts'
import type { TableNames } from '../stores/table-names.ts'
import { CliError } from './cli-error.ts'

/** Whether a database has migrations still to run: all of them, or some. Only reads. */
export async function pendingMigrations(database: Kysely<Tables>, names: TableNames): Promise<'all' | 'some' | 'none'> {
  const migrator = await createMigrator(database, names)
  const migrations = await migrator.getMigrations()
  const ran = migrations.filter(({ executedAt }) => executedAt !== undefined).length
  if (ran === migrations.length) return 'none'
  return ran === 0 ? 'all' : 'some'
}

/** Refuses a database whose tables are missing, or older than this program. */
export async function requireTables(database: Kysely<Tables>, names: TableNames): Promise<void> {
  const pending = await pendingMigrations(database, names)
  if (pending === 'none') return
  const what = pending === 'all' ? 'has no tables of Keystep' : 'is not up to date'
  throw new CliError(`The database ${what}: run keystep migrate first.`)
}
