import { type TableNames, tableNamesFault } from '../stores/table-names.ts'
import { CliError } from './cli-error.ts'
import { type Address, readAddress } from './read-address.ts'

/** Where the tables are, and what they are called. */
export type Target = { readonly address: Address; readonly names: TableNames }

/** Throws a `CliError` for what cannot be opened by these names. */
export function readTarget(url: string | undefined, names: TableNames): Target {
  const fault = tableNamesFault(names)
  if (fault !== null) {
    throw new CliError(`${fault.name === 'schema' ? '--schema' : '--table-prefix'}: ${fault.sentence}`, 2)
  }
  const address = readAddress(url)
  if (names.schema !== undefined && 'path' in address) {
    throw new CliError('--schema: a SQLite file has no schemas. Give --table-prefix alone.', 2)
  }
  return { address, names }
}
