export type Round = {
  readonly seconds: number
  /** Of each request, in milliseconds, the time it waited for the others under way among it. */
  readonly latencies: readonly number[]
}

type App = { fetch(request: Request): Response | Promise<Response> }

/** Answers them all, so many at once; throws for an answer that is not 200. */
export async function runRound(app: App, requests: readonly Request[], inFlight: number): Promise<Round> {
  const latencies: number[] = []
  let next = 0
  async function connection(): Promise<void> {
    for (;;) {
      const request = requests[next++]
      if (request === undefined) return
      const asked = performance.now()
      // oxlint-disable-next-line no-await-in-loop -- a connection carries one request at a time
      const response = await app.fetch(request)
      latencies.push(performance.now() - asked)
      // oxlint-disable-next-line no-await-in-loop
      if (response.status !== 200) throw new Error(`${request.url}: ${response.status} ${await response.text()}`)
    }
  }
  const began = performance.now()
  await Promise.all(Array.from({ length: inFlight }, connection))
  return { seconds: (performance.now() - began) / 1000, latencies }
}
