import { StatementSync } from 'node:sqlite'
import { Client } from 'pg'

/** Who is told what PostgreSQL is asked. Watched from the start, since a pool takes hold of the method as it connects. */
const asking = new Set<(text: string) => void>()
watch(Client.prototype, 'query', (_client, [asked]) => {
  const text = typeof asked === 'object' && asked !== null && 'text' in asked ? String(asked.text) : String(asked)
  for (const tell of asking) tell(text)
})

/** The statements in the order in which they went out. */
export type Counted = { readonly statements: readonly string[] }

/** What SQLite is asked meanwhile, on whichever connection. */
export async function countSqlite(work: () => Promise<unknown>): Promise<Counted> {
  return await count(work, (note) => {
    const ways = ['all', 'get', 'run'] as const
    const ends = ways.map((way) => watch(StatementSync.prototype, way, (statement) => note(statement.sourceSQL)))
    return () => ends.forEach((end) => end())
  })
}

/** What PostgreSQL is asked meanwhile: each is a round trip. */
export async function countPostgres(work: () => Promise<unknown>): Promise<Counted> {
  return await count(work, (note) => {
    asking.add(note)
    return () => void asking.delete(note)
  })
}

/** How often something was committed: transactions, and statements that write by themselves. */
export function commitsOf({ statements }: Counted): number {
  let isInside = false
  let commits = 0
  for (const statement of statements) {
    if (/^(begin|start transaction)/i.test(statement)) isInside = true
    else if (/^commit/i.test(statement)) {
      isInside = false
      commits += 1
    } else if (!isInside && /^(insert|update|delete|with)\b/i.test(statement)) commits += 1
  }
  return commits
}

async function count(work: () => Promise<unknown>, listen: (note: (text: string) => void) => () => void) {
  const statements: string[] = []
  const end = listen((text) => void statements.push(text.trim().replaceAll(/\s+/g, ' ')))
  try {
    await work()
  } finally {
    end()
  }
  return { statements }
}

/** Tells of every call of a method, on whichever object, until the answer is called. */
function watch<T extends object>(
  prototype: T,
  name: keyof T & string,
  tell: (self: T, parameters: readonly unknown[]) => void,
): () => void {
  const original = Reflect.get(prototype, name) as (...parameters: readonly unknown[]) => unknown
  Reflect.set(prototype, name, function watched(this: T, ...parameters: readonly unknown[]): unknown {
    tell(this, parameters)
    return Reflect.apply(original, this, parameters)
  })
  return () => void Reflect.set(prototype, name, original)
}
