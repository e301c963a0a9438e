import { Kysely } from 'kysely'
import { NodeSqliteDialect } from '../node/sqlite-dialect.ts'
import { migrate } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import { storeSuite } from './store-suite/store-suite.ts'
import type { Store } from './store.ts'

/** What is wrong with how a verb went about it: what is read may decide no write that others can overtake. */
function objections(statements: readonly string[]): readonly string[] {
  const begin = statements.indexOf('begin immediate')
  if (begin === -1) {
    const isOneWrite = statements.slice(1).every(isRead)
    return isOneWrite ? [] : ['writes after another statement, without a transaction']
  }
  const end = statements.findIndex((statement) => statement === 'commit' || statement === 'rollback')
  const found: string[] = []
  if (begin > 0 || end < statements.length - 1) found.push('does something beside its transaction')
  if (isRead(statements[begin + 1])) found.push('reads in its transaction before it holds a lock')
  return found
}

/** A purge is a row of short statements, each a verdict of its own, and holds nothing from one to the next. */
function objectionsToPurge(statements: readonly string[]): readonly string[] {
  return statements.every((statement) => statement.startsWith('delete')) ? [] : ['does more than to delete']
}

function isRead(statement: string | undefined): boolean {
  return statement?.startsWith('select') ?? false
}

storeSuite('in SQLite, with each verb watched', async (clock) => {
  const statements: string[] = []
  const database = new Kysely<unknown>({
    dialect: new NodeSqliteDialect(':memory:'),
    log: ({ query }) => void statements.push(query.sql),
  })
  await migrate(database)
  const store = sqlStore(database, { clock })

  // One verb at a time, so that it is clear whose statements these are.
  let last: Promise<unknown> = Promise.resolve()
  async function watch(verb: keyof Store, run: () => Promise<unknown>): Promise<unknown> {
    await last.catch(() => {})
    statements.length = 0
    const outcome = await Promise.allSettled([run()])
    const found = verb === 'purge' ? objectionsToPurge(statements) : objections(statements)
    if (found.length > 0) throw new Error(`${verb} ${found.join(', ')}:\n${statements.join('\n')}`)
    if (outcome[0].status === 'rejected') throw outcome[0].reason
    return outcome[0].value
  }
  const watched = new Proxy(store, {
    get(target, verb: keyof Store) {
      const call = target[verb] as (...given: readonly unknown[]) => Promise<unknown>
      return (...given: readonly unknown[]) => (last = watch(verb, () => call(...given)))
    },
  })
  return { store: watched, close: () => database.destroy() }
})
