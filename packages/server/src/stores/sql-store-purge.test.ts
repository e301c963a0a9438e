import { Kysely, sql } from 'kysely'
import { expect, test } from 'vitest'
import { NodeSqliteDialect } from '../node/sqlite-dialect.ts'
import { migrate } from './migrations.ts'
import { sqlStore } from './sql-store.ts'

async function setup() {
  const queries: { readonly sql: string; readonly parameters: readonly unknown[] }[] = []
  const database = new Kysely<unknown>({
    dialect: new NodeSqliteDialect(':memory:'),
    log: ({ query }) => void queries.push(query),
  })
  await migrate(database)
  const plan = async (text: string) => {
    const { rows } = await sql<{ detail: string }>`explain query plan ${sql.raw(text)}`.execute(database)
    return rows.map(({ detail }) => detail)
  }
  return { database, queries, plan }
}

test('what is over is looked up by indexes alone, table by table', async () => {
  const { database, queries, plan } = await setup()
  queries.length = 0
  await sqlStore(database).purge({ limit: 100 })
  const statements = queries.map((query) => query.sql)
  expect(statements).toHaveLength(7)
  const plans = await Promise.all(statements.map((statement) => plan(statement.replaceAll('?', '1'))))
  for (const steps of plans) expect(steps.filter((detail) => detail.startsWith('SCAN'))).toEqual([])
  const indexes = plans.map((steps) => steps.flatMap((detail) => /INDEX (keystep_\w+)/.exec(detail)?.[1] ?? []))
  expect(indexes.flat()).toEqual(
    expect.arrayContaining([
      'keystep_pending_logins_expires_at',
      'keystep_password_resets_expires_at',
      'keystep_trusted_browsers_expires_at',
      'keystep_challenges_expires_at',
      'keystep_devices_expires_at',
      'keystep_sessions_idle_until',
      'keystep_budgets_ends_at',
    ]),
  )
  // What this test would say otherwise.
  expect(await plan('delete from keystep_sessions where verified_at <= 1')).toContain('SCAN keystep_sessions')
  await database.destroy()
})
