import { type CompiledQuery, type DatabaseConnection, Kysely } from 'kysely'
import { expect, onTestFinished, test, vi } from 'vitest'
import { NodeSqliteDialect } from '../node/sqlite-dialect.ts'
import { migrate } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import type { Tables } from './sql/tables.ts'

// A transaction that the database undid is begun anew, and takes effect once.

type Fail = (statement: string) => unknown

/** SQLite, but each statement may be answered with an error instead of being run. */
class FaultyDialect extends NodeSqliteDialect {
  readonly #fail: Fail

  constructor(fail: Fail) {
    super(':memory:')
    this.#fail = fail
  }

  override createDriver() {
    const driver = super.createDriver()
    const connections = new WeakMap<DatabaseConnection, DatabaseConnection>()
    const acquire = driver.acquireConnection.bind(driver)
    driver.acquireConnection = async () => {
      const connection = await acquire()
      const faulty = connections.get(connection) ?? withFaults(connection, this.#fail)
      connections.set(connection, faulty)
      return faulty
    }
    return driver
  }
}

function withFaults(connection: DatabaseConnection, fail: Fail): DatabaseConnection {
  return {
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    async executeQuery<R>(query: CompiledQuery) {
      const error = fail(query.sql)
      if (error !== undefined) throw error
      return await connection.executeQuery<R>(query)
    },
  }
}

const budget = { subject: 'a number', limit: 10, window: 60_000 }

/** What charging a budget takes, one statement after another. */
const charging = ['begin immediate', 'insert', 'insert', 'delete', 'commit'] as const

/** A database whose `at`-th statement of each of the next `times` transactions fails. */
async function setup(error: unknown, at: number, times: number, onBegin = () => {}) {
  let armed = false
  let place = -1
  const begun: string[] = []
  const database = new Kysely<Tables>({
    dialect: new FaultyDialect((statement) => {
      if (!armed || statement === 'rollback') return undefined
      place = statement === 'begin immediate' ? 0 : place + 1
      expect(statement).toMatch(new RegExp(`^${charging[place]}`))
      if (place === 0) {
        begun.push(statement)
        onBegin()
      }
      return place === at && begun.length <= times ? error : undefined
    }),
  })
  onTestFinished(() => database.destroy())
  await migrate(database)
  const store = sqlStore(database, { clock: () => 1000 })
  return {
    charge: async () => {
      armed = true
      try {
        return await store.chargeBudgets([budget])
      } finally {
        armed = false
      }
    },
    transactions: () => begun.length,
    used: async () => (await database.selectFrom('keystep_budgets').select('used').execute()).map(({ used }) => used),
  }
}

const coded = (code: string, errcode?: number) =>
  Object.assign(new Error(`fault ${code}`), { code, ...(errcode !== undefined && { errcode }) })

const gaveWay = [
  ['a serialization failure', coded('40001')],
  ['a deadlock', coded('40P01')],
  ['SQLite that was busy', coded('ERR_SQLITE_ERROR', 5)],
  ['SQLite that was overtaken', coded('ERR_SQLITE_ERROR', 517)],
  ['SQLite that was busy, by another driver', coded('SQLITE_BUSY')],
] as const

const places = charging.map((statement, at) => [`${statement} (${at + 1})`, at] as const)

for (const [what, error] of gaveWay) {
  test.for(places)(`${what} at %s is tried again three times, and then charged once`, async ([, at]) => {
    const { charge, transactions, used } = await setup(error, at, 3)
    expect(await charge()).toEqual({ until: 0, now: 1000 })
    expect(transactions()).toBe(4)
    expect(await used()).toEqual([1])
  })

  test.for(places)(`${what} at %s for the fourth time is told, and nothing was charged`, async ([, at]) => {
    const { charge, transactions, used } = await setup(error, at, 4)
    await expect(charge()).rejects.toBe(error)
    expect(transactions()).toBe(4)
    expect(await used()).toEqual([])
    expect(await charge()).toEqual({ until: 0, now: 1000 })
    expect(await used()).toEqual([1])
  })
}

test.for([
  ['a lock that was waited for', coded('55P03')],
  ['a statement that took too long', coded('57014')],
  ['a connection that broke', coded('ECONNRESET')],
  ['a name that is taken', coded('23505')],
  ['SQLite that is full', coded('ERR_SQLITE_ERROR', 13)],
  ['an error without a code', new Error('away')],
] as const)('%s is told at once', async ([, error]) => {
  for (const [, at] of places) {
    const { charge, transactions, used } = await setup(error, at, 1)
    await expect(charge()).rejects.toBe(error)
    expect(transactions()).toBe(1)
    expect(await used()).toEqual([])
  }
})

test('whoever waited for long is told, and waits no second time', async () => {
  let time = 0
  const now = vi.spyOn(performance, 'now').mockImplementation(() => time)
  onTestFinished(() => now.mockRestore())
  const { charge, transactions } = await setup(coded('40P01'), 1, 2, () => void (time += 2000))
  await expect(charge()).rejects.toThrow('fault 40P01')
  expect(transactions()).toBe(2)
})
