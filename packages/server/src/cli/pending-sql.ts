import { Kysely } from 'kysely'
import { createMigrator } from '../stores/migrations.ts'
import type { Tables } from '../stores/sql/tables.ts'
import type { TableNames } from '../stores/table-names.ts'
import { dryDialect } from './dry-dialect.ts'
import { pendingMigrations } from './pending-migrations.ts'

/** What `migrate` would run on a database, bookkeeping included. It does run it, but nothing that would change anything. */
export async function pendingSql(database: Kysely<Tables>, names: TableNames): Promise<readonly string[]> {
  if ((await pendingMigrations(database, names)) === 'none') return []
  const statements: string[] = []
  const dry = new Kysely<Tables>({ dialect: dryDialect(database, (statement) => void statements.push(statement)) })
  const migrator = await createMigrator(dry, names)
  const { error } = await migrator.migrateToLatest()
  await dry.destroy()
  if (error !== undefined) throw new Error('The migrations cannot run on this database.', { cause: error })
  return statements
}
