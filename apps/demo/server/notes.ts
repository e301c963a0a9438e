import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { DemoDatabase } from './demo-keystep.ts'

export type Note = {
  readonly id: string
  readonly text: string
  /** ISO 8601 in UTC. */
  readonly createdAt: string
}

export type Notes = {
  /** The newest first. */
  readonly of: (userId: string) => Promise<readonly Note[]>
  /** How many each person keeps. */
  readonly counts: () => Promise<ReadonlyArray<{ readonly userId: string; readonly count: number }>>
  readonly add: (userId: string, text: string) => Promise<void>
  /** False when the user has no such note. */
  readonly remove: (userId: string, id: string) => Promise<boolean>
}

type NotesTable = { id: string; user_id: string; text: string; created_at: number }

/** The app's own table, beside those of Keystep. */
export async function openNotes(database: DemoDatabase, clock: () => number): Promise<Notes> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => ({ '0001-create-notes': { up: createNotes } }) },
    migrationTableName: 'demo_migrations',
    migrationLockTableName: 'demo_migration_lock',
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error('The notes have no table.', { cause: error })
  const tables = database.$extendTables<{ demo_notes: NotesTable }>()

  return {
    async of(userId) {
      const query = tables.selectFrom('demo_notes').selectAll().where('user_id', '=', userId)
      return (await query.orderBy('created_at', 'desc').orderBy('id').execute()).map(noteOf)
    },
    async counts() {
      const query = tables.selectFrom('demo_notes').groupBy('user_id').orderBy('user_id')
      const rows = await query.select(({ fn }) => ['user_id', fn.countAll<number>().as('count')]).execute()
      return rows.map(({ user_id: userId, count }) => ({ userId, count }))
    },
    async add(userId, text) {
      const row = { id: crypto.randomUUID(), user_id: userId, text, created_at: clock() }
      await tables.insertInto('demo_notes').values(row).execute()
    },
    async remove(userId, id) {
      const query = tables.deleteFrom('demo_notes').where('user_id', '=', userId).where('id', '=', id)
      return (await query.executeTakeFirst()).numDeletedRows > 0n
    },
  }
}

function noteOf({ id, text, created_at }: NotesTable): Note {
  return { id, text, createdAt: new Date(created_at).toISOString() }
}

async function createNotes({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('demo_notes')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.notNull().primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
}
