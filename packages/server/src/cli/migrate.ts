import type { Kysely } from 'kysely'
import { createMigrator, runPending } from '../stores/migrations.ts'
import type { Tables } from '../stores/sql/tables.ts'
import type { TableNames } from '../stores/table-names.ts'
import type { Report } from './report.ts'

/** `keystep migrate`: tells which migrations ran. */
export async function migrate(database: Kysely<Tables>, names: TableNames, report: Report): Promise<void> {
  const { error, results = [] } = await runPending(await createMigrator(database, names))
  if (error !== undefined) throw new Error('The tables could not be brought up to date.', { cause: error })
  for (const { migrationName: migration } of results) report.done(`ran ${migration}`, { migration, status: 'ran' })
  report.note('The tables are up to date.')
}
