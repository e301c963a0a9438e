import { isPostgres } from './is-postgres.ts'
import { type SelectQueryBuilder } from 'kysely'
import type { Database, Tables } from './tables.ts'

/** Leaves out the rows that others are at work on, where a database lets several write at once. */
export function skipHeld<Table extends keyof Tables, Row>(
  database: Database,
  rows: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  return isPostgres(database) ? rows.forUpdate().skipLocked() : rows
}
