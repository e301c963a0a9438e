import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type QueryResult,
  type SqliteDatabase,
  type SqliteStatement,
} from 'kysely'
import { isBusy } from '../stores/sql/try-again.ts'

/** How long a statement waits for another connection that writes, before it fails. */
const longestWait = 5000

/** So many prepared statements are kept; Keystep itself has fewer than a hundred. */
const mostStatements = 500

/**
 * Kysely's SQLite dialect on the SQLite inside Node, for one connection. SQLite's own waiting would stop the whole
 * process, with it the transaction that is waited for when that runs here too; so the waiting is done outside.
 */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #config: { readonly database: SqliteDatabase }

  constructor(path: string) {
    const config = { database: openSqlite(path) }
    super(config)
    this.#config = config
  }

  override createDriver() {
    return new NodeSqliteDriver(this.#config)
  }

  override createAdapter() {
    return new NodeSqliteAdapter()
  }
}

export class NodeSqliteAdapter extends SqliteAdapter {
  /** So that two processes which start at once do not migrate side by side. */
  override get supportsTransactionalDdl() {
    return true
  }
}

class NodeSqliteDriver extends SqliteDriver {
  #connection: DatabaseConnection | undefined

  override async acquireConnection() {
    this.#connection ??= new PatientConnection(await super.acquireConnection())
    return this.#connection
  }

  /** Takes the write lock at once: one that is taken later cannot be waited for. */
  override async beginTransaction(connection: DatabaseConnection) {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }
}

class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection

  constructor(connection: DatabaseConnection) {
    this.#connection = connection
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const until = performance.now() + longestWait
    for (;;) {
      try {
        return await this.#connection.executeQuery<R>(query)
      } catch (error) {
        if (!isBusy(error) || performance.now() >= until) throw error
        await sleep(1 + Math.random() * 9)
      }
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, chunkSize)
  }
}

function openSqlite(path: string): SqliteDatabase {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const database = new DatabaseSync(path, { timeout: longestWait, enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma busy_timeout = 0')
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql)
      if (known !== undefined) return known
      if (statements.size >= mostStatements) statements.clear()
      const statement = prepare(database, sql)
      statements.set(sql, statement)
      return statement
    },
  }
}

function prepare(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql)
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bound)),
    run: (parameters) => statement.run(...parameters.map(bound)),
    iterate: (parameters) => statement.iterate(...parameters.map(bound)),
  }
}

/** An object in the first place would be taken for named parameters, and shift the others by one without a word. */
function bound(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return Number(value)
  if (value === null || value instanceof Uint8Array) return value
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  throw new TypeError(`SQLite cannot keep ${Object.prototype.toString.call(value)}.`)
}
