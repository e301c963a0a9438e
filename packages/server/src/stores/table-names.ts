/** What the tables are called. The same for `sqlStore` and for `migrate`, or the one will not find the other's. */
export type TableNames = {
  /**
   * The schema of PostgreSQL in which the tables stand. `migrate` makes it where it is missing.
   * @default the first one of the connection's search path that exists
   */
  readonly schema?: string | undefined
  /** What every table, index and constraint begins with. @default 'keystep_' */
  readonly tablePrefix?: string | undefined
}

export const defaultPrefix = 'keystep_'

// PostgreSQL cuts off what is longer than 63, and Keystep adds up to 38.
const longestPrefix = 24
const longestSchema = 63

/** Which of the names cannot be used, and why not; null: they can. */
export function tableNamesFault({
  schema,
  tablePrefix = defaultPrefix,
}: TableNames): { readonly name: keyof TableNames; readonly sentence: string } | null {
  if (schema !== undefined && !isPlain(schema, longestSchema)) {
    return { name: 'schema', sentence: `"${schema}" cannot name a schema. ${rule(longestSchema)}` }
  }
  if (tablePrefix === defaultPrefix) return null
  if (!isPlain(tablePrefix, longestPrefix)) {
    return { name: 'tablePrefix', sentence: `"${tablePrefix}" cannot begin a table. ${rule(longestPrefix)}` }
  }
  if (!tablePrefix.startsWith(defaultPrefix)) return null
  const sentence = `"${tablePrefix}" is not told apart from "${defaultPrefix}". Begin with a word of your own: acme_.`
  return { name: 'tablePrefix', sentence }
}

/** Names that mean the same with quotes and without. Those that begin like a database's own are kept for it. */
function isPlain(name: string, longest: number): boolean {
  return name.length <= longest && /^(?!pg_|sqlite_)[a-z_][a-z0-9_]*$/.test(name)
}

function rule(longest: number): string {
  return `Use a to z, 0 to 9 and _, ${longest} of them at most, with no digit first, nor pg_ or sqlite_.`
}
