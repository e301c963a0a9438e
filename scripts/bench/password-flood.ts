import { setTimeout as wait } from 'node:timers/promises'
import { quantile } from './compare.ts'
import { guardedRequests } from './make-requests.ts'
import { benchOrigin, type Scene } from './open-scene.ts'

export type Flooded = {
  /** Milliseconds that a guarded page took, asked for again and again: 99 of 100 less. */
  readonly quiet: number
  readonly flooded: number
  readonly ratio: number
  /** Answers to the guesses, by status. */
  readonly guesses: Readonly<Record<string, number>>
}

/** So many browsers guess passwords of users that nobody knows, each again when it was told to, while one page is polled. */
export async function passwordFlood(
  scene: Scene,
  { browsers, milliseconds }: { readonly browsers: number; readonly milliseconds: number },
): Promise<Flooded> {
  const guesses: Record<string, number> = {}
  const poll = await poller(scene)
  await poll(milliseconds / 4)
  const quiet = await poll(milliseconds)
  const end = new AbortController()
  const flood = Array.from({ length: browsers }, async (_, browser) => {
    for (let guess = 0; !end.signal.aborted; guess++) {
      // oxlint-disable no-await-in-loop -- a browser waits for its answer
      const { status, headers } = await scene.keystep.fetch(guessOf(`${browser}-${guess}`))
      guesses[status] = (guesses[status] ?? 0) + 1
      await wait(Number(headers.get('retry-after') ?? 0) * 1000, undefined, { signal: end.signal }).catch(() => {})
      // oxlint-enable no-await-in-loop
    }
  })
  await wait(200)
  const flooded = await poll(milliseconds)
  end.abort()
  await Promise.all(flood)
  return { quiet, flooded, ratio: flooded / quiet, guesses }
}

async function poller(scene: Scene) {
  const make = await guardedRequests(scene, scene.users.slice(0, 100))
  return async function poll(milliseconds: number): Promise<number> {
    const latencies: number[] = []
    const until = performance.now() + milliseconds
    while (performance.now() < until) {
      for (const request of make()) {
        const asked = performance.now()
        // oxlint-disable-next-line no-await-in-loop -- one poll after the other
        const { status } = await scene.keystep.fetch(request)
        latencies.push(performance.now() - asked)
        if (status !== 200) throw new Error(`A guarded page answered ${status}.`)
        // oxlint-disable-next-line no-await-in-loop -- lets others in, as a network would
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
    return quantile(latencies, 0.99)
  }
}

function guessOf(name: string): Request {
  const body = JSON.stringify({ identifier: `${name}@example.com`, password: 'a guess that is wrong' })
  const headers = { origin: benchOrigin, 'content-type': 'application/json' }
  return new Request(`${benchOrigin}/auth/login`, { method: 'POST', headers, body })
}
