import type { Emit } from './events.ts'
import type { Outbox } from './notices/outbox.ts'

export type Maintenance = {
  /**
   * One round: hands on the notices that wait, also those of a process that died. For a platform that calls on a
   * schedule; elsewhere `start` does it. How many left.
   */
  maintain(): Promise<{ readonly sent: number }>
  /** A round now and then, until the function it returns is called, which waits for the one under way. */
  start(options?: {
    /** @default 60 */
    readonly everySeconds?: number
  }): () => Promise<void>
}

export function createMaintenance(notices: Outbox | null, emit: Emit): Maintenance {
  async function maintain() {
    return { sent: (await notices?.empty()) ?? 0 }
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
        await round
      }
    },
  }
}
