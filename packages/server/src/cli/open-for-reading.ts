import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import type { Tables } from '../stores/sql/tables.ts'
import { CliError } from './cli-error.ts'
import { requireFile } from './read-address.ts'

/** Opens a SQLite file that is there, for nothing but reading: neither a row nor its journal mode can be changed. */
export function openForReading(path: string): Kysely<Tables> {
  requireFile(path)
  const database = open(path)
  return new Kysely<Tables>({
    dialect: new SqliteDialect({
      database: {
        close: () => database.close(),
        prepare(sql) {
          const statement = database.prepare(sql)
          return {
            reader: statement.columns().length > 0,
            all: (parameters) => statement.all(...bound(parameters)),
            run: (parameters) => statement.run(...bound(parameters)),
            iterate: (parameters) => statement.iterate(...bound(parameters)),
          }
        },
      },
    }),
  })
}

function bound(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters as readonly SQLInputValue[]
}

function open(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path, { timeout: 5000 })
    // Not SQLite's read-only mode, which would leave the files of the WAL behind.
    database.exec('pragma query_only = on; select 1 from sqlite_schema')
    return database
  } catch (error) {
    throw new CliError(`Cannot read ${path}: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
