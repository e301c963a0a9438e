import { Kysely, sql, SqliteQueryCompiler } from 'kysely'
import { NodeSqliteDialect } from '../node/sqlite-dialect.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { createMigrator } from '../stores/migrations.ts'
import { pendingMigrations } from './pending-migrations.ts'

/**
 * What `migrate` would run on a database, bookkeeping included; null: a new one. It does run it, on a copy in memory
 * of the schema without the rows, so that nothing is touched and nothing has to be guessed.
 */
export async function pendingSql(database: Kysely<Tables> | null): Promise<readonly string[]> {
  const statements: string[] = []
  const copy = new Kysely<Tables>({
    dialect: new ReadableDialect(':memory:'),
    log({ query }) {
      if (query.query.kind !== 'SelectQueryNode') statements.push(query.sql)
    },
  })
  try {
    if (database) await copySchema(database, copy)
    if ((await pendingMigrations(copy)) === 'none') return []
    statements.length = 0
    const { error } = await createMigrator(copy).migrateToLatest()
    if (error !== undefined) throw new Error('The migrations cannot run on this database.', { cause: error })
    return statements
  } finally {
    await copy.destroy()
  }
}

/** With the rows that say which migrations ran. */
async function copySchema(from: Kysely<Tables>, to: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ readonly name: string; readonly sql: string }>`
    select name, sql from sqlite_schema
    where tbl_name glob 'keystep_*' and type in ('table', 'index') and sql is not null
    order by type desc`.execute(from)
  for (const row of rows) await sql.raw(row.sql).execute(to)
  const bookkeeping = rows.map(({ name }) => name).filter((name) => /^keystep_migration(s|_lock)$/.test(name))
  for (const table of bookkeeping.map((name) => sql.table(name))) {
    const kept = await sql<Record<string, unknown>>`select * from ${table}`.execute(from)
    for (const row of kept.rows) await sql`insert into ${table} values (${sql.join(Object.values(row))})`.execute(to)
  }
}

class ReadableDialect extends NodeSqliteDialect {
  override createQueryCompiler() {
    return new ReadableCompiler()
  }
}

/** Writes values where they belong, since a statement that is read has no parameters beside it. */
class ReadableCompiler extends SqliteQueryCompiler {
  protected override appendValue(value: unknown): void {
    this.appendImmediateValue(value)
  }
}
