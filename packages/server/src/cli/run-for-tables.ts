import { existsSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { openDatabase } from '../node/open-database.ts'
import { migrate } from './migrate.ts'
import { openForReading } from './open-for-reading.ts'
import { pendingSql } from './pending-sql.ts'
import type { Print, Report } from './report.ts'
import { withDatabase } from './with-database.ts'

export type RunForTables = {
  /** Print the SQL instead of running it. */
  readonly sql: boolean
  readonly path: string
  readonly report: Report
  readonly print: Print
}

/** Runs `keystep migrate`. A file that is missing is made, except where the SQL is only printed. */
export async function runForTables({ sql, path, report, print }: RunForTables): Promise<void> {
  if (!sql) {
    await withDatabase(openDatabase(pathToFileURL(path).href), (database) => migrate(database, report))
    return
  }
  const statements = existsSync(path) ? await withDatabase(openForReading(path), pendingSql) : await pendingSql(null)
  print(statements.length === 0 ? '-- The tables are up to date.' : `${statements.join(';\n')};`)
}
