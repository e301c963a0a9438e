import { waitAfter } from '../stores/doublings.ts'
import type { Budget } from '../stores/challenge-requests.ts'
import type { Schedule } from '../stores/store-requests.ts'

export type GuessLimits = {
  readonly schedule: Schedule
  /** Wrong ones from one address in an hour. */
  readonly perAddress: number
  /** Wrong ones in all, in an hour. */
  readonly inAll: number
}

/** Who asks whose door (`name`, in one spelling) without a session: a browser that signed in there before, anybody else. */
export type Visitor =
  | { readonly kind: 'recognised'; readonly name: string; readonly browser: string }
  | { readonly kind: 'stranger'; readonly name: string; readonly address: string | null }

export type Guesser = Visitor | { readonly kind: 'session'; readonly sessionId: string }

export type GuessBudgets = {
  /** What counts wrong ones in a row; a right one ends that. */
  readonly own: Budget
  /** What counts strangers together; a right one is given back. */
  readonly shared: readonly Budget[]
}

const hour = 3_600_000
const day = 24 * hour

/**
 * What a guess of a password is charged to. A browser that signed in before has a budget of its own and no other, so that
 * no stranger's guesses keep its owner out.
 */
export function guessBudgets({ schedule, perAddress, inAll }: GuessLimits, guesser: Guesser): GuessBudgets {
  const own = (subject: string): Budget => ({ subject, window: day, spacing: waitsOf(schedule) })
  if (guesser.kind === 'session') return { own: own(`password-in:${guesser.sessionId}`), shared: [] }
  const { name } = guesser
  if (guesser.kind === 'recognised') {
    return { own: own(`password-known:${name}|${guesser.browser}`), shared: [] }
  }
  const all: Budget = { subject: 'passwords:all', window: hour, limit: inAll }
  const { address } = guesser
  const from: readonly Budget[] =
    address === null ? [] : [{ subject: `password-from:${address}`, window: hour, limit: perAddress }]
  return { own: own(`password:${name}`), shared: [...from, all] }
}

/** After the first, the second …, up to the longest, which then holds. */
function waitsOf(schedule: Schedule): readonly number[] {
  const waits: number[] = []
  for (let failures = 1; failures <= schedule.freeTries + 64; failures++) {
    const wait = waitAfter(failures, schedule)
    waits.push(wait)
    if (wait >= schedule.longestWait) break
  }
  return waits
}
