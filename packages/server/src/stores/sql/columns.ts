import type { ColumnDefinitionBuilder } from 'kysely'

// What columns are, in every migration.

export const required = (column: ColumnDefinitionBuilder) => column.notNull()
export const key = (column: ColumnDefinitionBuilder) => column.notNull().primaryKey()
export const unique = (column: ColumnDefinitionBuilder) => column.notNull().unique()
export const belongsTo = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.notNull().references(`keystep_${table}.id`).onDelete('cascade')
export const mayBelongTo = (table: string) => (column: ColumnDefinitionBuilder) =>
  column.references(`keystep_${table}.id`).onDelete('cascade')
