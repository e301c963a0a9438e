import { PostgresAdapter, type SelectQueryBuilder } from 'kysely'
import type { Database, Tables } from './tables.ts'

/** Leaves out the rows that others are at work on, where a database lets several write at once. */
export function skipHeld<Table extends keyof Tables, Row>(
  database: Database,
  rows: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  const isPostgres = database.getExecutor().adapter instanceof PostgresAdapter
  return isPostgres ? rows.forUpdate().skipLocked() : rows
}
