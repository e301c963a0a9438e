import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../stores/migrations.ts'
import type { Tables } from '../stores/sql/tables.ts'

/** The migrator behind `migrate` of the package, for who wants to know what it has to do and what it did. */
export function createMigrator(database: Kysely<Tables>): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'keystep_migrations',
    migrationLockTableName: 'keystep_migration_lock',
  })
}
