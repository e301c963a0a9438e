import { isPostgres } from './sql/is-postgres.ts'
import { type Kysely, sql } from 'kysely'
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration'
import { addBrowsers } from './sql/add-browsers.ts'
import { addBudgets } from './sql/add-budgets.ts'
import { addChallengesAndTrust } from './sql/add-challenges-and-trust.ts'
import { addEventsAndOutbox } from './sql/add-events-and-outbox.ts'
import { addExpiryIndexes } from './sql/add-expiry-indexes.ts'
import { addTrustTurns } from './sql/add-trust-turns.ts'
import { createTables } from './sql/create-tables.ts'
import { withTableNames } from './sql/with-table-names.ts'
import { defaultPrefix, type TableNames } from './table-names.ts'

/**
 * In the order of their names. One that was released is never edited.
 *
 * While a new version goes out, machines of the version before work on the same tables, which the new one has already
 * migrated. So each migration after the first only adds: tables, columns that are nullable or have a default, indexes
 * that are not unique on tables that were there. It drops and renames nothing, changes no column, and writes no rows,
 * which the older version would go on writing in its own way. A new version in turn takes what the older one wrote:
 * rows in which a new column is null, or its default. What is no longer used is dropped a version later at the earliest.
 */
export const migrations: Record<string, Migration> = {
  '0001-create-tables': { up: createTables },
  '0002-challenges-and-trust': { up: addChallengesAndTrust },
  '0003-budgets': { up: addBudgets },
  '0004-browsers': { up: addBrowsers },
  '0005-events-and-outbox': { up: addEventsAndOutbox },
  '0006-expiry-indexes': { up: addExpiryIndexes },
  '0008-trust-turns': { up: addTrustTurns },
}

/** Knows which migrations ran on a database, and runs the others. */
export async function createMigrator<DB>(database: Kysely<DB>, names: TableNames = {}): Promise<Migrator> {
  // Refused before anything is asked.
  withTableNames(database, names)
  const { tablePrefix = defaultPrefix, schema = await currentSchema(database) } = names
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => named(names) },
    migrationTableName: `${tablePrefix}migrations`,
    migrationLockTableName: `${tablePrefix}migration_lock`,
    ...(schema !== null && { migrationTableSchema: schema }),
  })
}

/**
 * Runs what did not run yet. A later version may have migrated the database further, and is at work on it beside this
 * one: then all that this one knows ran, and that is enough.
 */
export async function runPending(migrator: Migrator): Promise<MigrationResultSet> {
  const known = await migrator.getMigrations()
  if (known.every(({ executedAt }) => executedAt !== undefined)) return { results: [] }
  return await migrator.migrateToLatest()
}

/** Brings the tables of Keystep up to date. Does nothing where they are, by this version or a later one. */
export async function migrate<DB>(database: Kysely<DB>, names: TableNames = {}): Promise<void> {
  const { error } = await runPending(await createMigrator(database, names))
  if (error !== undefined) throw new Error('migrate: the tables could not be brought up to date.', { cause: error })
}

/** Each migration knows one set of names; the bookkeeping of Kysely is given the right ones at once. */
function named(names: TableNames): Record<string, Migration> {
  const entries = Object.entries(migrations).map(([name, migration]) => {
    return [name, { up: (database: Kysely<unknown>) => migration.up(withTableNames(database, names)) }] as const
  })
  return Object.fromEntries(entries)
}

/** Where new tables go by themselves; else tables of the same name in another schema would be taken for ours. */
async function currentSchema<DB>(database: Kysely<DB>): Promise<string | null> {
  if (!isPostgres(database)) return null
  const { rows } = await sql<{ readonly schema: string | null }>`select current_schema() as schema`.execute(database)
  return rows[0]?.schema ?? null
}
