import { existsSync } from 'node:fs'
import type { Kysely } from 'kysely'
import { openDatabase } from '../node/open-database.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { migrate } from './migrate.ts'
import { pendingSql } from './pending-sql.ts'
import type { Target } from './read-target.ts'
import type { Print, Report } from './report.ts'
import { withDatabase } from './with-database.ts'

export type RunForTables = {
  /** Print the SQL instead of running it. */
  readonly sql: boolean
  readonly target: Target
  readonly report: Report
  readonly print: Print
}

/** Runs `keystep migrate`. A file that is missing is made, except where the SQL is only printed. */
export async function runForTables({ sql, target, report, print }: RunForTables): Promise<void> {
  const { address, names } = target
  if (!sql) {
    await withDatabase(address, 'write', (database) => migrate(database, names, report))
    return
  }
  const read = (database: Kysely<Tables>) => pendingSql(database, names)
  const isMissing = 'path' in address && !existsSync(address.path)
  const statements = isMissing ? await readNothing(read) : await withDatabase(address, 'read', read)
  print(statements.length === 0 ? '-- The tables are up to date.' : `${statements.join(';\n')};`)
}

/** Of a database that is still to be made. */
async function readNothing<T>(read: (database: Kysely<Tables>) => Promise<T>): Promise<T> {
  const empty = openDatabase(':memory:')
  try {
    return await read(empty)
  } finally {
    await empty.destroy()
  }
}
