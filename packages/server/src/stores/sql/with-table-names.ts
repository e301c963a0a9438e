import { isPostgres } from './is-postgres.ts'
import { type Kysely } from 'kysely'
import { defaultPrefix, type TableNames, tableNamesFault } from '../table-names.ts'
import { NamesPlugin } from './names-plugin.ts'

/** The same database, in which Keystep's tables have these names. Refuses names that would need quoting. */
export function withTableNames<DB>(database: Kysely<DB>, names: TableNames): Kysely<DB> {
  const fault = tableNamesFault(names)
  if (fault !== null) throw new Error(`${fault.name}: ${fault.sentence}`)
  const { schema, tablePrefix = defaultPrefix } = names
  if (schema !== undefined && !isPostgres(database)) {
    throw new Error('schema: only PostgreSQL has schemas. Tell the tables of another database apart by tablePrefix.')
  }
  if (schema === undefined && tablePrefix === defaultPrefix) return database
  return database.withPlugin(new NamesPlugin({ from: defaultPrefix, to: tablePrefix, schema }))
}
