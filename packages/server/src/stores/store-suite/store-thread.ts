import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../node/open-database.ts'
import { sqlStore } from '../sql-store.ts'

// One thread of `storeThreads`.

type Call = { readonly id: number; readonly address: string; readonly verb: string; readonly given: readonly unknown[] }
type Verbs = Record<string, (...given: readonly unknown[]) => Promise<unknown>>

const { time } = workerData as { readonly time: BigInt64Array }
const opened = new Map<string, Verbs>()

function open(address: string): Verbs {
  const database = openDatabase(address)
  const store = sqlStore(database, { clock: () => Number(Atomics.load(time, 0)) })
  const verbs = { ...store, close: () => database.destroy() } as unknown as Verbs
  opened.set(address, verbs)
  return verbs
}

parentPort?.on('message', async ({ id, address, verb, given }: Call) => {
  try {
    const verbs = opened.get(address) ?? open(address)
    parentPort?.postMessage({ id, value: await verbs[verb]?.(...given) }, [])
  } catch (error) {
    parentPort?.postMessage({ id, error }, [])
  }
})
