import { parentPort, workerData } from 'node:worker_threads'
import { openDatabase } from '../../node/open-database.ts'
import { sqlStore } from '../sql-store.ts'

// One thread of `storeOnThreads`.

type Call = { readonly id: number; readonly verb: string; readonly given: readonly unknown[] }

const { url, time } = workerData as { readonly url: string; readonly time: BigInt64Array }
const store = sqlStore(openDatabase(url), { clock: () => Number(Atomics.load(time, 0)) })
const verbs = store as unknown as Record<string, (...given: readonly unknown[]) => Promise<unknown>>

parentPort?.on('message', async ({ id, verb, given }: Call) => {
  try {
    parentPort?.postMessage({ id, value: await verbs[verb]?.(...given) }, [])
  } catch (error) {
    parentPort?.postMessage({ id, error }, [])
  }
})
