import { migrate, sqlStore } from '@keystep/server'
import { openPostgres } from '@keystep/server/postgres'
import { storeSuite } from '@keystep/server/store-suite'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { hasPostgres, startPostgres, type TestPostgres } from './start-postgres.ts'

describe.skipIf(!hasPostgres)('names of tables in PostgreSQL (skipped without one: see CONTRIBUTING.md)', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.stop(), 60_000)

  async function open() {
    const database = openPostgres({ url: await postgres.newDatabase() })
    onTestFinished(() => database.destroy())
    return database
  }

  /** Tables, indexes and constraints that Keystep made, by their schema. */
  async function namesIn(database: Awaited<ReturnType<typeof open>>, schema: string): Promise<readonly string[]> {
    const { rows } = await sql<{ name: string }>`
      select relname as name from pg_class where relnamespace = (select oid from pg_namespace where nspname = ${schema})
      union all
      select conname from pg_constraint where connamespace = (select oid from pg_namespace where nspname = ${schema})
        and contype in ('p', 'u', 'f')
      order by 1`.execute(database)
    return rows.map(({ name }) => name)
  }

  // In a schema that begins like the tables, which the prefix must leave alone.
  storeSuite('in Postgres, with a schema and a prefix, beside one without', async (clock) => {
    const database = openPostgres({ url: await postgres.newDatabase() })
    const names = { schema: 'keystep_accounts', tablePrefix: 'mfa_' }
    await migrate(database)
    await migrate(database, names)
    return { store: sqlStore(database, { clock, ...names }), close: () => database.destroy() }
  })

  test('a schema that is missing is made, and holds everything', { timeout: 60_000 }, async () => {
    const database = await open()
    await migrate(database, { schema: 'accounts' })
    expect(await namesIn(database, 'public')).toEqual([])
    const made = await namesIn(database, 'accounts')
    expect(made).toContain('keystep_users')
    expect(made).toContain('keystep_migrations')
    // The same name in another schema is not taken for ours, neither the tables nor the bookkeeping.
    await migrate(database)
    expect(await namesIn(database, 'public')).toEqual(made)
    await migrate(database, { schema: 'accounts', tablePrefix: 'mfa_' })
    const both = await namesIn(database, 'accounts')
    expect(both.filter((name) => name.startsWith('mfa_'))).toEqual(
      made.map((name) => name.replace('keystep_', 'mfa_')).toSorted(),
    )
    expect(both).toHaveLength(2 * made.length)
  })

  test('stores of other names see nothing of each other', { timeout: 60_000 }, async () => {
    const database = await open()
    const all = [{}, { schema: 'accounts' }, { tablePrefix: 'mfa_' }, { schema: 'accounts', tablePrefix: 'mfa_' }]
    for (const names of all) await migrate(database, names)
    const stores = all.map((names) => sqlStore(database, names))
    for (const [index, store] of stores.entries()) {
      expect(await store.findUser('ada')).toBeNull()
      await store.createPassword({ id: 'ada', identifier: 'ada' }, `hash ${index}`)
    }
    await stores[1]?.deleteUser('ada')
    const found = await Promise.all(stores.map((store) => store.findPassword('ada')))
    expect(found.map((each) => each?.hash ?? null)).toEqual(['hash 0', null, 'hash 2', 'hash 3'])
  })

  test('the longest prefix fits into every name whole', { timeout: 60_000 }, async () => {
    const [plain, prefixed] = [await open(), await open()]
    await migrate(plain)
    const tablePrefix = 'a'.repeat(24)
    await migrate(prefixed, { tablePrefix })
    const expected = (await namesIn(plain, 'public')).map((name) => name.replace('keystep_', tablePrefix))
    expect((await namesIn(prefixed, 'public')).toSorted()).toEqual(expected.toSorted())
  })

  test('a schema that may not be made is told, with what is missing', { timeout: 60_000 }, async () => {
    const url = await postgres.newDatabase()
    const owner = openPostgres({ url })
    onTestFinished(() => owner.destroy())
    const role = `nobody_${crypto.randomUUID().replaceAll('-', '')}`
    await sql`create role ${sql.id(role)} login`.execute(owner)
    const address = new URL(url)
    address.username = role
    const database = openPostgres({ url: address.href })
    onTestFinished(() => database.destroy())
    const refused = await migrate(database, { schema: 'accounts' }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ message: 'migrate: the tables could not be brought up to date.' })
    expect(refused).toMatchObject({ cause: { message: expect.stringContaining('permission denied') } })
    await sql`create schema accounts authorization ${sql.id(role)}`.execute(owner)
    await migrate(database, { schema: 'accounts' })
    expect(await sqlStore(database, { schema: 'accounts' }).findUser('ada')).toBeNull()
  })
})
