/** A connection keeps each of these prepared; what an app asks beyond them is planned each time. */
const most = 300

/** A statement with its name, under which a connection plans it once. */
export type Named = { readonly name: string; readonly text: string; readonly values: readonly unknown[] }

export type StatementNames = {
  /** The same name each time; null beyond the most. */
  of(text: string, values: readonly unknown[]): Named | null
  /** From now on others, so that everything is planned anew. */
  forget(): void
}

export function nameStatements(): StatementNames {
  const names = new Map<string, string>()
  let made = 0
  return {
    of(text, values) {
      const name = names.get(text) ?? (names.size < most ? `keystep_${made++}` : null)
      if (name === null) return null
      names.set(text, name)
      return { name, text, values }
    },
    forget: () => names.clear(),
  }
}

/** A plan was made before a migration added to its table, and answers with one column less. */
export function isOutdated(error: unknown): boolean {
  return error instanceof Error && error.message === 'cached plan must not change result type'
}
