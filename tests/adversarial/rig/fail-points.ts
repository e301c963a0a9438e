import type { Store } from '@keystep/server'
import type { KyselyPlugin, RootOperationNode } from 'kysely'

type FinishLogin = Parameters<Store['finishLogin']>[0]

/** Before or after a verb of the store, or in its transaction: right after a row was written to that table. */
export type Place = { readonly before: keyof Store } | { readonly after: keyof Store } | { readonly written: string }

export type FailPoint = {
  readonly at: Place
  /** `die`: kill -9. `fail`: as if the database had said so. `gather`: nobody goes on before this is disarmed. */
  readonly what: 'die' | 'fail' | 'gather'
  /** The code of a database's refusal: `40001`. */
  readonly code?: string
  /** How many are waited for. */
  readonly count?: number
  /** How often it fails. @default 1 */
  readonly times?: number
}

export type FailPoints = {
  arm(point: FailPoint | null): void
  /** How often each verb was called. */
  readonly calls: Record<string, number>
  around(store: Store): Store
  /** For the connection below that store. */
  readonly plugin: KyselyPlugin
}

/** Where a process can be stopped, told to break, or made to wait for others; `full` is told when all have gathered. */
export function createFailPoints(full: () => void = () => {}): FailPoints {
  let armed: FailPoint | null = null
  let left = 0
  let gathered: (() => void)[] = []
  const calls: Record<string, number> = {}

  async function pass(matches: (place: Place) => boolean): Promise<void> {
    const point = armed
    if (point === null || !matches(point.at)) return
    if (point.what === 'die') {
      process.kill(process.pid, 'SIGKILL')
      await new Promise(() => {})
    }
    if (point.what === 'gather') return await gather(point.count ?? 2)
    left -= 1
    if (left <= 0) armed = null
    throw Object.assign(new Error('The database refused, as it was told to.'), { code: point.code ?? '57P01' })
  }

  async function gather(count: number): Promise<void> {
    const gone = new Promise((go) => void gathered.push(() => go(undefined)))
    if (gathered.length === count) full()
    await gone
  }

  return {
    calls,
    arm(point) {
      armed = point
      left = point?.times ?? 1
      for (const go of gathered.splice(0)) go()
    },
    around: (store) =>
      new Proxy(store, {
        get(target, verb) {
          const call = Reflect.get(target, verb) as (...given: unknown[]) => Promise<unknown>
          return async (...given: unknown[]) => {
            calls[String(verb)] = (calls[String(verb)] ?? 0) + 1
            await pass((place) => 'before' in place && place.before === verb)
            const isInside = armed !== null && 'written' in armed.at
            const answer = await call(...(isInside && verb === 'finishLogin' ? notedTwice(given) : given))
            await pass((place) => 'after' in place && place.after === verb)
            return answer
          }
        },
      }),
    plugin: afterWriting((table) => pass((place) => 'written' in place && place.written === table)),
  }
}

/**
 * PostgreSQL finishes a login by an app's code in one statement, in which there is no place to stop. With its event noted
 * twice, which leaves the same one, it takes the way of all others: a transaction.
 */
function notedTwice([finish]: readonly unknown[]): readonly [FinishLogin] {
  const { note, ...rest } = finish as FinishLogin
  const { events, messages } = note ?? { events: [], messages: [] }
  return [{ ...rest, note: { events: [...events, ...events], messages } }]
}

function afterWriting(wrote: (table: string) => Promise<void>): KyselyPlugin {
  const tables = new WeakMap<object, string>()
  return {
    transformQuery({ node, queryId }) {
      const table = insertedInto(node)
      if (table !== null) tables.set(queryId, table)
      return node
    },
    async transformResult({ queryId, result }) {
      const table = tables.get(queryId)
      if (table !== undefined) await wrote(table)
      return result
    },
  }
}

function insertedInto(node: RootOperationNode): string | null {
  return node.kind === 'InsertQueryNode' ? (node.into?.table.identifier.name ?? null) : null
}
