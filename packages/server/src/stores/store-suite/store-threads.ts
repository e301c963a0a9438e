import { Worker } from 'node:worker_threads'
import type { Store } from '../store.ts'

type Reply = { readonly id: number; readonly value?: unknown; readonly error?: unknown }

/**
 * Stores whose verbs run on two threads by turns, each with a connection of its own to the same file: the nearest
 * thing to several servers, whose races are decided by the database alone.
 */
export function storeThreads() {
  const time = new BigInt64Array(new SharedArrayBuffer(8))
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  const threads = [1, 2].map(() => {
    const thread = new Worker(new URL('store-thread.ts', import.meta.url), { workerData: { time } })
    thread.on('message', ({ id, value, error }: Reply) => {
      if (error === undefined) waiting.get(id)?.resolve(value)
      else waiting.get(id)?.reject(error)
      waiting.delete(id)
    })
    thread.on('error', (error) => {
      for (const { reject } of waiting.values()) reject(error)
    })
    return thread
  })
  let calls = 0

  async function call(thread: Worker | undefined, address: string, verb: string, given: readonly unknown[]) {
    const id = ++calls
    const answer = Promise.withResolvers<unknown>()
    waiting.set(id, answer)
    thread?.postMessage({ id, address, verb, given }, [])
    return await answer.promise
  }

  return {
    open(address: string, clock: () => number) {
      // Every verb takes and gives plain data, so each is called across threads as it is.
      const verb =
        (name: string) =>
        (...given: readonly unknown[]) => {
          Atomics.store(time, 0, BigInt(clock()))
          return call(threads[calls % threads.length], address, name, given)
        }
      const store = new Proxy({} as Store, { get: (_, name: string) => verb(name) })
      return {
        store,
        close: async () => void (await Promise.all(threads.map((thread) => call(thread, address, 'close', [])))),
      }
    },
    stop: async () => void (await Promise.all(threads.map((thread) => thread.terminate()))),
  }
}
