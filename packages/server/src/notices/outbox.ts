import type { SecretBox } from '../crypto/secret-box.ts'
import type { EmailGateway } from '../delivery/email-gateway.ts'
import { inTime } from '../delivery/in-time.ts'
import type { Emit } from '../events.ts'
import type { ClaimedMessage } from '../stores/event-requests.ts'
import type { Store } from '../stores/store.ts'
import { openMessage } from './sealed-message.ts'

export type Outbox = {
  /** This request is about to have messages kept. */
  expect(request: Request): void
  /** Hands on what waits, without anybody waiting for that; of a request only if it had messages kept. */
  wake(request: Request | null): void
  /** Hands on what waits, of any process: what one that died had claimed, once its lease is over. How many left. */
  empty(): Promise<number>
  /** Nothing that this one woke for is under way any more. */
  settled(): Promise<void>
}

export type OutboxServices = {
  readonly store: Store
  readonly box: SecretBox
  readonly gateway: EmailGateway
  readonly emit: Emit
  readonly deliverySeconds: number
}

/** How many are claimed at a time, and so the most that a process which dies holds back for the time of a lease. */
const atATime = 10
const tries = 12
const longestWait = 3_600_000

/**
 * Messages are kept with the verdict they tell of, and leave once that is committed. Each is claimed under a lease, so
 * that no two processes send it; when its gateway fails, it waits and is tried again, for some hours.
 */
export function createOutbox({ store, box, gateway, emit, deliverySeconds }: OutboxServices): Outbox {
  const expected = new WeakSet<Request>()
  let again = false
  let underWay: Promise<void> | null = null
  // The whole batch has to fit into its lease, which begins when it is claimed.
  const lease = (deliverySeconds + 5) * 1000 * atATime

  async function handOn(message: ClaimedMessage): Promise<boolean> {
    try {
      await inTime(gateway.sendEmail(await openMessage(box, message)), deliverySeconds)
    } catch (error) {
      const isLast = message.tries >= tries
      await store.messageFailed(message, isLast ? null : Math.min(60_000 * 2 ** (message.tries - 1), longestWait))
      emit('notice.failed', { userId: message.userId, error, dropped: isLast })
      return false
    }
    await store.messageSent(message.id)
    return true
  }

  async function handOnAll(): Promise<number> {
    let sent = 0
    for (;;) {
      const claimed = await store.claimMessages({ limit: atATime, lease })
      if (claimed.length === 0) return sent
      for (const message of claimed) sent += Number(await handOn(message))
    }
  }

  async function run(): Promise<void> {
    try {
      do {
        again = false
        await handOnAll()
      } while (again)
    } catch (error) {
      emit('fault', { error, request: null })
    } finally {
      underWay = null
    }
  }

  const settled = async () => void (await underWay)

  return {
    expect: (request) => void expected.add(request),
    wake(request) {
      if (request && !expected.has(request)) return
      // What was kept since the last look is found by one more.
      again = true
      underWay ??= run()
    },
    async empty() {
      await settled()
      return await handOnAll()
    },
    settled,
  }
}
