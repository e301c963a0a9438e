import { Worker } from 'node:worker_threads'
import type { Store } from '../store.ts'

type Reply = { readonly id: number; readonly value?: unknown; readonly error?: unknown }

/**
 * One store whose verbs run on several threads by turns, each with its own connection to the same file: the nearest
 * thing to several servers, whose races are decided by the database alone.
 */
export async function storeOnThreads(url: string, clock: () => number, threads = 2) {
  const time = new BigInt64Array(new SharedArrayBuffer(8))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(new URL('store-thread.ts', import.meta.url), { workerData: { url, time } })
    worker.on('message', ({ id, value, error }: Reply) => {
      if (error === undefined) waiting.get(id)?.resolve(value)
      else waiting.get(id)?.reject(error)
      waiting.delete(id)
    })
    worker.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error)
    })
    return worker
  })
  let calls = 0

  function call(verb: string, given: readonly unknown[]): Promise<unknown> {
    const id = ++calls
    const answer = Promise.withResolvers<unknown>()
    waiting.set(id, answer)
    Atomics.store(time, 0, BigInt(clock()))
    workers[id % threads]?.postMessage({ id, verb, given })
    return answer.promise
  }

  // Every verb takes and gives plain data, so each can be called across threads as it is.
  const store = new Proxy({} as Store, {
    get:
      (_, verb: string) =>
      (...given: unknown[]) =>
        call(verb, given),
  })
  return {
    store,
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
