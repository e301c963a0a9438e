import { isPostgres } from '../stores/sql/is-postgres.ts'
import {
  CompiledQuery,
  CreateTableNode,
  type DatabaseConnection,
  type Dialect,
  type Kysely,
  PostgresAdapter,
  PostgresQueryCompiler,
  RawNode,
  SelectQueryNode,
  SqliteQueryCompiler,
  TableNode,
} from 'kysely'
import { NodeSqliteAdapter } from '../node/sqlite-dialect.ts'

/** Reads from a database, and gives to `note` what would change it instead of doing it. */
export function dryDialect<DB>(database: Kysely<DB>, note: (statement: string) => void): Dialect {
  const onPostgres = isPostgres(database)
  const begin = CompiledQuery.raw(onPostgres ? 'begin' : 'begin immediate')
  const noted = new Set<string>()

  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery) {
      // What was only noted is empty.
      if (isRead(query)) return noted.has(tableOf(query)) ? { rows: [] } : await database.executeQuery<R>(query)
      noted.add(tableOf(query))
      note(query.sql)
      return { rows: [] }
    },
    streamQuery() {
      throw new Error('Nothing is streamed from a dry run.')
    },
  }
  return {
    createAdapter: () => (onPostgres ? new PostgresAdapter() : new NodeSqliteAdapter()),
    createIntrospector: () => database.introspection,
    createQueryCompiler: () => (onPostgres ? new ReadablePostgres() : new ReadableSqlite()),
    createDriver: () => ({
      init: async () => {},
      acquireConnection: async () => connection,
      beginTransaction: async () => void (await connection.executeQuery(begin)),
      commitTransaction: async () => void (await connection.executeQuery(CompiledQuery.raw('commit'))),
      rollbackTransaction: async () => {},
      releaseConnection: async () => {},
      destroy: async () => {},
    }),
  }
}

/** Not the lock that the migrations take, which is a raw select as well. */
function isRead({ query, sql }: CompiledQuery): boolean {
  return SelectQueryNode.is(query) || (RawNode.is(query) && sql.startsWith('select current_schema()'))
}

/** The table that a statement makes or reads; empty for every other one. */
function tableOf({ query }: CompiledQuery): string {
  if (CreateTableNode.is(query)) return query.table.table.identifier.name
  const from = SelectQueryNode.is(query) ? query.from?.froms[0] : undefined
  return from !== undefined && TableNode.is(from) ? from.table.identifier.name : ''
}

// Values stand where they belong, since a statement that is read has no parameters beside it.

class ReadablePostgres extends PostgresQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value)
  }
}

class ReadableSqlite extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value)
  }
}
