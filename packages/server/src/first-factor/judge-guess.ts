import { KeystepError } from '@keystep/contract'
import { hashSubject } from '../crypto/hash-subject.ts'
import type { NewEvent } from '../stores/event-requests.ts'
import type { Services } from '../services.ts'
import { guessBudgets, type Guesser } from './guess-budgets.ts'

/**
 * One guess of a password: charged, in a commit of its own that writes `event` down as a failure, then judged. Null, or `invalid_credentials`, is a wrong one;
 * anything else that goes wrong is a fault of ours and gives it back.
 */
export async function judgeGuess<T>(
  { store, codeHashes, guessLimits, guessLane }: Services,
  guesser: Guesser,
  event: NewEvent,
  judge: () => Promise<T | null>,
): Promise<T | null> {
  const budgets = guessBudgets(guessLimits, guesser)
  const own = await hashSubject(codeHashes, budgets.own)
  const shared = await Promise.all(budgets.shared.map((budget) => hashSubject(codeHashes, budget)))
  const note = { events: [event], messages: [] }
  const charged = await guessLane(() => store.chargeBudgets([own, ...shared], note))
  if (charged.until > 0) {
    throw new KeystepError('throttled', { retryAfter: Math.ceil((charged.until - charged.now) / 1000) })
  }
  const sharedSubjects = shared.map(({ subject }) => subject)
  try {
    const right = await judge()
    if (right !== null)
      await store.settleBudgets({ forgotten: [own.subject], refunded: sharedSubjects, withdrawn: event })
    return right
  } catch (error) {
    if (!(error instanceof KeystepError && error.code === 'invalid_credentials')) {
      const refunded = [own.subject, ...sharedSubjects]
      await store.settleBudgets({ forgotten: [], refunded, withdrawn: event })
    }
    throw error
  }
}
