import type { Noted, WrittenEvent } from './event-requests.ts'
import type { ChallengeRecord } from './records.ts'

// What a store is asked about codes that are sent, and its verdicts. Durations are milliseconds.

export type NewChallenge = Noted & {
  readonly userId: string
  readonly deviceId: string
  /** The login, session or enrolment that asks; a code opens nothing else. */
  readonly boundTo: string
  readonly codeHash: string
  /** How long the code works. */
  readonly lifetime: number
  /** How long before it may be sent again, if no budget says longer. */
  readonly spacing: number
  /** How long sending it may take; if nobody said by then that it was handed on, it was not. */
  readonly lease: number
  /** All of them let it through, or it is not sent and none is charged. */
  readonly budgets: readonly Budget[]
  /** For a gateway that asks back what to say: what it asks by, and the sealed code. */
  readonly spoken?: { readonly hookHash: string; readonly sealedCode: string }
  /** As in a try. */
  readonly enrollingSession?: string
}

/** How often something may be sent, counted over a window that opens with the first of it. */
export type Budget = {
  /** What is counted: one number, one user … Hashed where the name alone would tell who it is. */
  readonly subject: string
  readonly window: number
  /** How many in one window. @default no limit */
  readonly limit?: number
  /** How many in a row without a code that came back. @default no limit */
  readonly unanswered?: number
  /** How long between two: after the first in a row without a code that came back, the second …; the last holds. */
  readonly spacing?: readonly number[]
  /** Closed for the rest of the window once `after` went out of which less than this share came back. */
  readonly breaker?: { readonly after: number; readonly share: number }
}

/**
 * `sent`: it went out a moment ago. `locked`: the device waits after too many wrong tries. `budget`: enough was sent.
 * `challenge` is what can still be answered.
 */
export type OpenedChallenge =
  | { readonly opened: true; readonly challenge: ChallengeRecord; readonly now: number }
  | { readonly opened: false; readonly reason: 'sent'; readonly challenge: ChallengeRecord; readonly now: number }
  | {
      readonly opened: false
      readonly reason: 'locked' | 'budget'
      readonly until: number
      readonly challenge: ChallengeRecord | null
      readonly now: number
    }

/** One that was filed. */
export type FiledChallenge = Pick<NewChallenge, 'deviceId' | 'boundTo' | 'codeHash' | 'note'>

/** What a gateway may say to whoever picked up. */
export type SpokenChallenge = {
  readonly userId: string
  readonly deviceId: string
  readonly boundTo: string
  readonly sealedCode: string
}

/** Subjects, each among those that were charged. */
export type SettledBudgets = {
  readonly forgotten: readonly string[]
  readonly refunded: readonly string[]
  /** The event that was written down when it was charged: it never happened. */
  readonly withdrawn?: WrittenEvent
}
