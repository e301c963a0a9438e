import type { Budget } from '../../stores/challenge-requests.ts'
import { loginBudget } from '../login-budget.ts'

/**
 * How much may be sent, by text and by call together: give both methods the same. Every figure may be `Infinity`. Days
 * begin with the first code of each.
 */
export type PhoneBudgets = {
  /** Between two codes to a number, in seconds; the last holds until a code comes back. @default [30, 60, 120] */
  readonly spacingSeconds?: readonly number[]
  /** For one login, step-up or enrolment, until a code comes back. @default 5 */
  readonly perLogin?: number
  /** To one number in a day. @default 10 */
  readonly perNumber?: number
  /**
   * To one number in a day by users who have not proved that it is theirs, until one of them does: a stranger who tries
   * to enrol it leaves its owner the rest. @default 5
   */
  readonly perUnproved?: number
  /** For one user in a day. @default 20 */
  readonly perUser?: number
  /** To the ten thousand numbers that differ in their last four digits alone, in a day. @default 50 */
  readonly perPrefix?: number
  /** In all, in a day. @default 5000 */
  readonly inAll?: number
  /**
   * Closes those ten thousand numbers for the rest of the day once so many codes went there of which less than this
   * share came back: nobody reads them, and somebody earns by them. @default { after: 20, share: 0.25 }
   */
  readonly breaker?: { readonly after: number; readonly share: number }
}

/** Whom one code is charged to. */
export type PhoneCharge = {
  readonly number: string
  readonly userId: string
  readonly boundTo: string
  /** It is being enrolled. */
  readonly unproved: boolean
}

const day = 24 * 60 * 60 * 1000

/** Refuses figures that are none; gives the budgets of one code. */
export function createPhoneBudgets(options: PhoneBudgets = {}): (charge: PhoneCharge) => readonly Budget[] {
  const { spacingSeconds = [30, 60, 120], perLogin = 5, perNumber = 10, perUser = 20, perPrefix = 50 } = options
  const { perUnproved = 5, inAll = 5000, breaker = { after: 20, share: 0.25 } } = options
  const counts = { perLogin, perNumber, perUnproved, perUser, perPrefix, inAll, 'breaker.after': breaker.after }
  for (const [name, count] of Object.entries(counts)) {
    if (!(count >= 1)) throw new Error(`budgets: ${name} must be 1 or more.`)
  }
  if (!(breaker.share >= 0 && breaker.share <= 1)) throw new Error('budgets: breaker.share must be from 0 to 1.')
  if (!spacingSeconds.every((seconds) => seconds >= 0)) throw new Error('budgets: spacingSeconds must be 0 or more.')
  const spacing = spacingSeconds.map((seconds) => seconds * 1000)

  return ({ number, userId, boundTo, unproved }) => [
    loginBudget(boundTo, perLogin),
    { subject: `number:${number}`, window: day, limit: perNumber, spacing },
    ...(unproved ? [{ subject: `unproved:${number}`, window: day, unanswered: perUnproved }] : []),
    { subject: `user:${userId}`, window: day, limit: perUser },
    { subject: `prefix:${number.slice(0, -4)}`, window: day, limit: perPrefix, breaker },
    { subject: 'phones:all', window: day, limit: inAll },
  ]
}
