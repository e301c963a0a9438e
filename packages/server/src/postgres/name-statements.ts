/** A connection keeps each of these prepared; what an app asks beyond them is planned each time. */
const most = 300

/** A statement with its name, under which a connection plans it once. */
export type Named = { readonly name: string; readonly text: string; readonly values: readonly unknown[] }

/** Gives what is asked with parameters a name, the same one each time. */
export function nameStatements(): (text: string, values: readonly unknown[]) => Named | null {
  const names = new Map<string, string>()
  return (text, values) => {
    const name = names.get(text) ?? (names.size < most ? `keystep_${names.size}` : null)
    if (name === null) return null
    names.set(text, name)
    return { name, text, values }
  }
}
