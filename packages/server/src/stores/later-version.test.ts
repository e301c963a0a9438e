import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../node/open-database.ts'
import { migrate, migrations } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import { laterCount, migratorTo } from './store-suite/later-version.ts'
import { storeSuite } from './store-suite/store-suite.ts'

// While a new version goes out, two of them work on the same tables.

const inOrder = Object.keys(migrations).toSorted()

// Proves that every verb of this version goes on as it does, with columns and tables about which it knows nothing.
storeSuite('in SQLite, which a later version migrated', async (clock) => {
  const database = openDatabase(':memory:')
  const { error } = await migratorTo(database).migrateToLatest()
  if (error !== undefined) throw new Error('not migrated', { cause: error })
  return { store: sqlStore(database, { clock }), close: () => database.destroy() }
})

function open() {
  const database = openDatabase(':memory:')
  onTestFinished(() => database.destroy())
  return database
}

test('a machine of this version starts again beside a later one', async () => {
  const database = open()
  expect((await migratorTo(database).migrateToLatest()).error).toBeUndefined()
  await migrate(database)
  const rows = await sql<{ name: string }>`select name from keystep_migrations order by name`.execute(database)
  expect(rows.rows.map(({ name }) => name)).toEqual([...inOrder, '9999-later'])
  expect(await sqlStore(database).findUser('ada')).toBeNull()
})

test('nothing that a later version knows of a user shows', async () => {
  const database = open()
  await migratorTo(database).migrateToLatest()
  const store = sqlStore(database)
  const user = await store.createPassword({ id: 'ada', identifier: 'ada' }, 'hash')
  await sql`update keystep_users set later_note = 'theirs'`.execute(database)
  await sql`update keystep_passwords set later_note = 'theirs'`.execute(database)
  expect(await store.findUser('ada')).toEqual(user)
  expect(Object.keys(user ?? {}).filter((name) => name.startsWith('later'))).toEqual([])
  // And what it wrote stays, also where this version files a row anew.
  await store.updateUser('ada', { identifier: 'ada@example.com', name: 'Ada' })
  const kept = sql`select u.later_note as a, p.later_note as b, u.later_count as c
    from keystep_users u join keystep_passwords p on p.user_id = u.id where p.identifier = 'ada@example.com'`
  expect((await kept.execute(database)).rows).toEqual([{ a: 'theirs', b: 'theirs', c: laterCount }])
})

type Row = Readonly<Record<string, unknown>>

/** A row in every table, which hangs together because every text is the same. */
async function fill(database: ReturnType<typeof open>): Promise<ReadonlyMap<string, Row>> {
  const filled = new Map<string, Row>()
  await sql`pragma foreign_keys = off`.execute(database)
  for (const { name, columns } of await database.introspection.getTables()) {
    if (name.startsWith('keystep_migration')) continue
    const row = Object.fromEntries(columns.map((column) => [column.name, /text/i.test(column.dataType) ? 'x' : 1]))
    await sql`insert into ${sql.table(name)} (${sql.join(Object.keys(row).map((key) => sql.ref(key)))})
      values (${sql.join(Object.values(row))})`.execute(database)
    filled.set(name, row)
  }
  await sql`pragma foreign_keys = on`.execute(database)
  return filled
}

// Proves that no migration loses or changes a row, whichever version the database was left by.
test.for(inOrder.slice(0, -1))('rows in every table as of %s are there after migrating', async (version) => {
  const database = open()
  expect((await migratorTo(database).migrateTo(version)).error).toBeUndefined()
  const filled = await fill(database)
  expect(filled.size).toBeGreaterThan(6)
  await migrate(database)
  expect((await sql`pragma foreign_key_check`.execute(database)).rows).toEqual([])
  for (const [table, row] of filled) {
    const { rows } = await sql<Row>`select * from ${sql.table(table)}`.execute(database)
    expect(rows).toEqual([expect.objectContaining(row)])
  }
  const migrated = await sql`select name from keystep_migrations`.execute(database)
  expect(migrated.rows).toHaveLength(inOrder.length)
})
