import type { Kysely } from 'kysely'
import type { Tables } from '../stores/sql/tables.ts'
import { createMigrator } from '../stores/migrations.ts'
import type { Report } from './report.ts'

/** `keystep migrate`: tells which migrations ran. */
export async function migrate(database: Kysely<Tables>, report: Report): Promise<void> {
  const { error, results = [] } = await createMigrator(database).migrateToLatest()
  if (error !== undefined) throw new Error('The tables could not be brought up to date.', { cause: error })
  for (const { migrationName: migration } of results) report.done(`ran ${migration}`, { migration, status: 'ran' })
  report.note('The tables are up to date.')
}
