import { migrate, sqlStore } from '@keystep/server'
import { databaseClock, openPostgres } from '@keystep/server/postgres'
import { storeSuite } from '@keystep/server/store-suite'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { Pool } from 'pg'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { hasPostgres, startPostgres, type TestPostgres } from './start-postgres.ts'

describe.skipIf(!hasPostgres)('PostgreSQL (skipped without one: see CONTRIBUTING.md)', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.stop(), 60_000)

  storeSuite('in Postgres', async (clock) => {
    const database = openPostgres({ url: await postgres.newDatabase() })
    await migrate(database)
    return { store: sqlStore(database, { clock }), close: () => database.destroy() }
  })

  storeSuite('in Postgres, by two processes', async (clock) => {
    const url = await postgres.newDatabase()
    const databases = [openPostgres({ url }), openPostgres({ url })] as const
    await migrate(databases[0])
    const [one, other] = [sqlStore(databases[0], { clock }), sqlStore(databases[1], { clock })]
    let turn = 0
    // Each verb by the other one, in turn.
    const store = new Proxy(one, { get: (_target, verb: keyof typeof one) => (turn++ % 2 === 0 ? one : other)[verb] })
    async function close() {
      await Promise.all(databases.map((database) => database.destroy()))
    }
    return { store, close }
  })

  test('migrating is done once, also by several at once', { timeout: 60_000 }, async () => {
    const url = await postgres.newDatabase()
    const databases = Array.from({ length: 4 }, () => openPostgres({ url }))
    await Promise.all(databases.map((database) => migrate(database)))
    const [first] = databases
    const { rows } = await sql<{ name: string }>`select name from keystep_migrations order by name`.execute(
      first ?? openPostgres({ url }),
    )
    const all = ['0001', '0002', '0003', '0004', '0005', '0006', '0008']
    expect(rows.map(({ name }) => name.slice(0, 4))).toEqual(all)
    await Promise.all(databases.map((database) => database.destroy()))
  })

  test('where transactions give way to each other, each is tried again and takes effect once', async () => {
    const url = await postgres.newDatabase()
    const database = openPostgres({ url })
    onTestFinished(() => database.destroy())
    const name = sql.id(new URL(url).pathname.slice(1))
    await sql`alter database ${name} set default_transaction_isolation = 'repeatable read'`.execute(database)
    const failed: unknown[] = []
    const strict = new Kysely<unknown>({
      dialect: new PostgresDialect({ pool: new Pool({ connectionString: url }) }),
      log: (event) => void (event.level === 'error' && failed.push(event.error)),
    })
    onTestFinished(() => strict.destroy())
    await migrate(strict)
    const store = sqlStore(strict)
    // Of four that write one row one goes through at a time, so three further tries are enough for each.
    for (let round = 1; round <= 10; round++) {
      const charges = Array.from({ length: 4 }, () => store.chargeBudgets([{ subject: 'a number', window: 3_600_000 }]))
      await Promise.all(charges)
      const { rows } = await sql<{ used: number }>`select used from keystep_budgets`.execute(database)
      expect(rows).toEqual([{ used: 4 * round }])
    }
    expect(failed).not.toEqual([])
    for (const error of failed) expect(error).toMatchObject({ code: '40001' })
  })

  test('time is the database’s own, and goes on when it is away', async () => {
    const database = openPostgres({ url: await postgres.newDatabase() })
    const clock = await databaseClock(database, { renewal: 0 })
    const { rows } = await sql<{ now: string }>`select extract(epoch from clock_timestamp()) * 1000 as now`.execute(
      database,
    )
    expect(Math.abs(clock() - Number(rows[0]?.now))).toBeLessThan(1000)
    await database.destroy()
    const before = clock()
    expect(clock()).toBeGreaterThanOrEqual(before)
  })

  test('a database that is away is told within five seconds', async () => {
    const store = sqlStore(openPostgres({ url: 'postgres://nobody@127.0.0.1:1/nothing' }))
    const asked = performance.now()
    await expect(store.findSession('token')).rejects.toThrow(/ECONNREFUSED/)
    expect(performance.now() - asked).toBeLessThan(5000)
  })
})
