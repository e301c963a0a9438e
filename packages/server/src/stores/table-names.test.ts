import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../node/open-database.ts'
import { migrate } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import type { TableNames } from './table-names.ts'
import { storeSuite } from './store-suite/store-suite.ts'

function open() {
  const database = openDatabase(':memory:')
  onTestFinished(() => database.destroy())
  return database
}

storeSuite('in SQLite, with a prefix, beside one without', async (clock) => {
  const database = openDatabase(':memory:')
  const names = { tablePrefix: 'acme_keystep_' }
  await migrate(database)
  await migrate(database, names)
  return { store: sqlStore(database, { clock, ...names }), close: () => database.destroy() }
})

/** Everything a database holds, as the SQL that makes it. */
async function schemaOf(database: ReturnType<typeof open>): Promise<readonly (string | null)[]> {
  const { rows } = await sql<{ name: string; sql: string | null }>`
    select name, sql from sqlite_schema where name not like 'sqlite_%' order by name`.execute(database)
  return rows.map(({ name, sql: made }) => made ?? name)
}

test('a prefix is all that differs, in tables, indexes, constraints and the bookkeeping', async () => {
  const [plain, prefixed] = [open(), open()]
  await migrate(plain)
  await migrate(prefixed, { tablePrefix: 'acme_' })
  const expected = await schemaOf(plain)
  expect(expected.length).toBeGreaterThan(20)
  expect(await schemaOf(prefixed)).toEqual(expected.map((made) => made?.replaceAll('keystep_', 'acme_')))
})

test('two stores in one database keep apart, and are migrated each for itself', async () => {
  const database = open()
  const names = { tablePrefix: 'acme_' }
  await migrate(database)
  const [ours, theirs] = [sqlStore(database), sqlStore(database, names)]
  const user = await ours.saveUser({ id: 'ada', identifier: 'ada' })
  await expect(theirs.findUser('ada')).rejects.toThrow('no such table: acme_users')
  await migrate(database, names)
  expect(await theirs.findUser('ada')).toBeNull()
  const other = await theirs.saveUser({ id: 'ada', identifier: 'another ada' })
  await theirs.deleteUser('ada')
  expect(await ours.findUser('ada')).toEqual(user)
  expect(other).toMatchObject({ identifier: 'another ada' })
})

test.for<readonly [names: TableNames, sentence: string]>([
  [{ tablePrefix: '' }, 'tablePrefix: "" cannot begin a table. Use a to z, 0 to 9 and _, 24 of them'],
  [{ tablePrefix: 'Acme_' }, 'tablePrefix: "Acme_" cannot begin a table.'],
  [{ tablePrefix: '2fa_' }, 'tablePrefix: "2fa_" cannot begin'],
  [{ tablePrefix: 'acme.' }, 'tablePrefix: "acme." cannot begin'],
  [{ tablePrefix: 'a"; drop table notes; --' }, 'cannot begin a table.'],
  [{ tablePrefix: 'sqlite_' }, 'tablePrefix: "sqlite_" cannot begin'],
  [{ tablePrefix: 'keystep_eu_' }, 'tablePrefix: "keystep_eu_" is not told apart from "keystep_".'],
  [{ tablePrefix: 'a'.repeat(25) }, 'cannot begin a table.'],
  [{ schema: 'my schema' }, 'schema: "my schema" cannot name a schema. Use a to z, 0 to 9 and _, 63 of them'],
  [{ schema: 'pg_own' }, 'schema: "pg_own" cannot name a schema.'],
  [{ schema: '' }, 'schema: "" cannot name a schema.'],
  [
    { schema: 'acme' },
    'schema: only PostgreSQL has schemas. Tell the tables of another database apart by tablePrefix.',
  ],
])('%j is refused', async ([names, sentence]) => {
  const database = open()
  expect(() => sqlStore(database, names)).toThrow(sentence)
  await expect(migrate(database, names)).rejects.toThrow(sentence)
  expect(await schemaOf(database)).toEqual([])
})

test('the longest prefix is taken', async () => {
  const names = { tablePrefix: 'a'.repeat(24) }
  const database = open()
  await migrate(database, names)
  expect(await sqlStore(database, names).findUser('ada')).toBeNull()
})
