import { sql } from 'kysely'
import type { DemoDatabase } from '../../../apps/demo/server/demo-keystep.ts'

export type Canaries = {
  /** Looked for from now on: a whole secret, in whatever it stands in. */
  add(name: string, ...secrets: readonly string[]): void
  /** As few digits as a code has stand in many a number by chance: looked for as a word of its own. */
  addCode(name: string, ...codes: readonly string[]): void
  /** What a process answered. */
  hear(body: string): void
  /** From now on none of them is looked for. */
  forget(): void
  /** Where one was found, by its name; what was heard is then forgotten. */
  found(database: DemoDatabase, printed: string): Promise<readonly string[]>
}

/** Secrets that may be kept nowhere, printed nowhere and told to nobody. */
export function createCanaries(): Canaries {
  const secrets = new Map<string, { readonly name: string; readonly pattern: RegExp }>()
  let heard = ''

  function add(name: string, pattern: RegExp): void {
    secrets.set(pattern.source, { name, pattern })
  }

  return {
    add(name, ...given) {
      for (const secret of given) {
        if (secret.length < 8) throw new Error(`${name} is too short to be told from anything else.`)
        add(name, new RegExp(escaped(secret)))
      }
    },
    addCode(name, ...codes) {
      for (const code of codes) add(name, new RegExp(`(?<![\\w.-])${escaped(code)}(?![\\w.-])`))
    },
    forget: () => secrets.clear(),
    hear: (body) => void (heard += `${body}\n`),
    async found(database, printed) {
      const places = [
        ['what was printed', printed],
        ['what was answered', heard],
        ...(await dump(database)).map(({ table, text }) => [`the table ${table}`, text] as const),
      ] as const
      heard = ''
      return places.flatMap(([place, text]) =>
        [...secrets.values()]
          .filter(({ pattern }) => pattern.test(text))
          .map(({ name }) => `I6: ${name} stands in ${place}`),
      )
    },
  }
}

/** Every row of every table, as text. */
export async function dump(
  database: DemoDatabase,
): Promise<readonly { readonly table: string; readonly text: string }[]> {
  const tables = (await database.introspection.getTables()).filter(({ name }) => name.startsWith('keystep_'))
  return await Promise.all(
    tables.map(async ({ name }) => {
      const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(name)}`.execute(database)
      return { table: name, text: rows.map((row) => Object.values(row).map(String).join('\n')).join('\n') }
    }),
  )
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
}
