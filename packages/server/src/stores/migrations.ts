import type { Kysely } from 'kysely'
import { Migrator, type Migration } from 'kysely/migration'
import { addBrowsers } from './sql/add-browsers.ts'
import { addBudgets } from './sql/add-budgets.ts'
import { addChallengesAndTrust } from './sql/add-challenges-and-trust.ts'
import { addEventsAndOutbox } from './sql/add-events-and-outbox.ts'
import { createTables } from './sql/create-tables.ts'

/** In the order of their names. */
export const migrations: Record<string, Migration> = {
  '0001-create-tables': { up: createTables },
  '0002-challenges-and-trust': { up: addChallengesAndTrust },
  '0003-budgets': { up: addBudgets },
  '0004-browsers': { up: addBrowsers },
  '0005-events-and-outbox': { up: addEventsAndOutbox },
}

/** Knows which migrations ran on a database, and runs the others. */
export function createMigrator<DB>(database: Kysely<DB>): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'keystep_migrations',
    migrationLockTableName: 'keystep_migration_lock',
  })
}

/** Brings the tables of Keystep up to date. Does nothing where they are. */
export async function migrate<DB>(database: Kysely<DB>): Promise<void> {
  const { error } = await createMigrator(database).migrateToLatest()
  if (error !== undefined) throw new Error('migrate: the tables could not be brought up to date.', { cause: error })
}
