import { Kysely, PostgresDialect } from 'kysely'
import { Pool, type PoolClient, types } from 'pg'
import { isOutdated, nameStatements, type StatementNames } from './name-statements.ts'
import type { Tables } from '../stores/sql/tables.ts'

export type OpenPostgresOptions = {
  /** `postgres://user:password@host:port/database`; anything else that `pg` reads in it works as well. */
  readonly url: string
  /** How many connections this process may hold. @default 10 */
  readonly connections?: number
  /**
   * How long a connection, a lock or an answer may take, in milliseconds. A database that is away is then told as it is,
   * `unavailable`, and found again by whoever asks next. A request may meet it twice: in its verdict, and in taking that
   * back. @default 2000
   */
  readonly patience?: number
  /**
   * Whether a connection plans each statement once, and keeps it. Not behind a pooler that hands one connection to several
   * in turn and does not follow prepared statements, as PgBouncer before 1.21. @default true
   */
  readonly prepared?: boolean
}

const int8 = 20

/** Opens a PostgreSQL database for `sqlStore` and `migrate`. Needs `pg` beside this package. */
export function openPostgres({
  url,
  connections = 10,
  patience = 2000,
  prepared = true,
}: OpenPostgresOptions): Kysely<Tables> {
  const names = prepared ? nameStatements() : null
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: patience,
    // The server's own limits, and ours for a server that does not answer at all.
    lock_timeout: patience,
    statement_timeout: patience,
    query_timeout: patience + 500,
    idle_in_transaction_session_timeout: 2 * patience,
    keepAlive: true,
    types: { getTypeParser },
  })
  // An idle connection that breaks is replaced by the next who needs one.
  pool.on('error', () => {})
  // One that breaks between two statements of a transaction fails the next of them; unheard, it would end the process.
  pool.on('connect', (client) => {
    client.on('error', () => {})
    watchOver(client, names)
  })
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/**
 * A connection on which an answer is overdue may be one that the network forgot: whoever is handed it next would wait as
 * long again, and so would the rollback.
 */
function watchOver(client: PoolClient, names: StatementNames | null): void {
  const ask = client.query.bind(client) as (...given: readonly unknown[]) => Promise<unknown>
  let isInside = false
  async function query(...given: readonly unknown[]): Promise<unknown> {
    const [text, values] = given
    const named = typeof text === 'string' && Array.isArray(values) && values.length > 0 && names?.of(text, values)
    if (text === 'begin') isInside = true
    if (text === 'commit' || text === 'rollback') isInside = false
    try {
      return await (named ? ask(named) : ask(...given))
    } catch (error) {
      if (error instanceof Error && error.message === overdue) void client.end()
      if (isOutdated(error)) {
        names?.forget()
        // Nothing was done. A transaction is undone by it, and whoever decides in one begins it anew.
        if (!isInside) return await query(...given)
      }
      throw error
    }
  }
  client.query = query as typeof client.query
}

/** What `pg` says when `query_timeout` is over. */
const overdue = 'Query read timeout'

/** Times are milliseconds, which a number holds exactly. */
const getTypeParser = ((oid: number, format?: 'text' | 'binary') =>
  oid === int8 ? Number : types.getTypeParser(oid, format)) as typeof types.getTypeParser
