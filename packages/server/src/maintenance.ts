import type { Services } from './services.ts'

export type Maintenance = {
  /**
   * One round: hands on the notices that wait, also those of a process that died, and purges some of what is over, a
   * thousand rows of each table at a time. For a platform that calls on a schedule; elsewhere `start` does it.
   */
  maintain(): Promise<Maintained>
  /** A round now and then, until the function it returns is called; that one waits for what is under way and leaving. */
  start(options?: {
    /** @default 60 */
    readonly everySeconds?: number
  }): () => Promise<void>
}

export type Maintained = {
  /** Notices that left. */
  readonly sent: number
  /** Rows that went. */
  readonly purged: number
}

const batch = 1000
/** A backlog is worked off over several rounds, so that none takes long. */
const batches = 10

export function createMaintenance({ store, notices, emit, auditSeconds }: Services): Maintenance {
  async function purge(): Promise<number> {
    const limits = { limit: batch, ...(auditSeconds !== null && { eventsFor: auditSeconds * 1000 }) }
    let purged = 0
    for (let round = 0; round < batches; round++) {
      const { rows, more } = await store.purge(limits)
      purged += rows
      if (!more) break
    }
    return purged
  }

  async function maintain(): Promise<Maintained> {
    const sent = (await notices?.empty()) ?? 0
    return { sent, purged: await purge() }
  }

  return {
    maintain,
    start({ everySeconds = 60 } = {}) {
      let round: Promise<unknown> = Promise.resolve()
      let isAtWork = false
      async function run(): Promise<void> {
        isAtWork = true
        await maintain().catch((error: unknown) => emit('fault', { error, request: null }))
        isAtWork = false
      }
      const timer = setInterval(() => {
        if (!isAtWork) round = run()
      }, everySeconds * 1000)
      return async () => {
        clearInterval(timer)
        await Promise.all([round, notices?.settled()])
      }
    },
  }
}
