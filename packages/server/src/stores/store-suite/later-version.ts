import type { ColumnDefinitionBuilder, Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { migrations } from '../migrations.ts'

export const laterCount = 7

/** What a later version may add, of every kind, to every table. */
async function addLater({ schema, introspection }: Kysely<unknown>): Promise<void> {
  const known = await introspection.getTables()
  for (const { name } of known.filter((table) => /^keystep_(?!migration)/.test(table.name))) {
    await schema.alterTable(name).addColumn('later_note', 'text').execute()
    const counted = (column: ColumnDefinitionBuilder) => column.notNull().defaultTo(laterCount)
    await schema.alterTable(name).addColumn('later_count', 'integer', counted).execute()
    await schema.createIndex(`${name}_later_note`).on(name).column('later_note').execute()
  }
  await schema
    .createTable('keystep_later')
    .addColumn('user_id', 'text', (column) => column.notNull().references('keystep_users.id').onDelete('cascade'))
    .execute()
}

/** Goes on from this version to one that comes after it. */
export function migratorTo<DB>(database: Kysely<DB>): Migrator {
  return new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ ...migrations, '9999-later': { up: addLater } }) },
    migrationTableName: 'keystep_migrations',
    migrationLockTableName: 'keystep_migration_lock',
  })
}
