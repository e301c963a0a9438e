import type { NewEvent, Noted, WrittenEvent } from './event-requests.ts'
import type { DeviceRecord, PendingRecord, SessionRecord } from './records.ts'

// What a store is asked, and its verdicts.

/** How an answer is used up, once. */
export type Use =
  | { readonly kind: 'counter'; readonly counter: number; readonly state: string }
  | { readonly kind: 'token'; readonly tokenSet: string; readonly hash: string }
  /**
   * A code that was sent: the live challenge of the device for `boundTo`, by any of these hashes of what was typed,
   * unless more than `tries` were counted since it went out.
   */
  | {
      readonly kind: 'sent'
      readonly boundTo: string
      readonly hashes: readonly string[]
      readonly tries: number
    }

export type Schedule = {
  /** Wrong tries that cost no wait. */
  readonly freeTries: number
  /** The wait after the first try beyond those, in milliseconds; each further one doubles it … */
  readonly firstWait: number
  /** … up to this. */
  readonly longestWait: number
}

export type Attempt = {
  readonly userId: string
  readonly deviceId: string
  readonly schedule: Schedule
  /** So many wrong ones in a row, and no more are judged until the device is resumed. @default no limit */
  readonly suspendAfter?: number
  /** Set while enrolling: the session whose unconfirmed device this is. Else only confirmed devices count. */
  readonly enrollingSession?: string
  /** For a code that is sent: what it was sent for, so that the try counts against that code too. */
  readonly boundTo?: string
  /** Written down as it stands until the try passed. Of the last one before the device is suspended, as that. */
  readonly event?: NewEvent
}

export type CountedTry = {
  readonly counted: true
  /** As in the attempt. */
  readonly boundTo?: string
  /** As the try left it. */
  readonly device: DeviceRecord
  /** `lockedUntil` before the try, for taking it back. */
  readonly lockedBefore: number
  /** As which it was written down. Where that says otherwise by now, the try was used up: there is nothing to take back. */
  readonly event?: WrittenEvent
  readonly now: number
}

export type Try = CountedTry | { readonly counted: false; readonly lockedUntil: number; readonly now: number }

/** `used`: somebody was faster with the same answer. `expired`: the login, session or enrolment ended meanwhile. */
export type Finished =
  | { readonly ok: true; readonly session: SessionRecord }
  | { readonly ok: false; readonly reason: 'used' | 'expired' }

/** `stale`: another device was confirmed since this enrolment began, and the session is not fresh. */
export type Confirmed =
  | { readonly ok: true; readonly session: SessionRecord; readonly first: boolean }
  | { readonly ok: false; readonly reason: 'used' | 'expired' | 'stale' }

export type NewPending = Noted & {
  readonly tokenHash: string
  readonly userId: string
  /** The epoch under which the first factor was judged. */
  readonly epoch: number
  readonly amr: readonly string[]
  readonly next: string | null
  /** Milliseconds; null: never lapses. */
  readonly lifetime: number | null
}

/** Lifetimes of a session, in milliseconds. */
export type Lifetimes = { readonly idle: number; readonly absolute: number }

export type NewSession = Noted & {
  readonly tokenHash: string
  readonly userId: string
  readonly epoch: number
  readonly amr: readonly string[]
  /** Null: it lives as long as the host says. */
  readonly lifetimes: Lifetimes | null
  /** @default now */
  readonly firstFactorAt?: number
  /** What its user can tell the browser by. @default null */
  readonly browser?: string | null
}

export type Rotation = {
  readonly sessionId: string
  /** Of the new token; the old one keeps its former strength for `grace`. Null: the token stays (host sessions). */
  readonly tokenHash: string | null
  /** Milliseconds; 0: the old token is dead at once. */
  readonly grace: number
}

/** This browser may skip the second step for a while. */
export type NewTrust = {
  /** Of what stays the same in the cookie for as long as the trust lasts. */
  readonly tokenHash: string
  /** Of what changes with each use. */
  readonly turnHash: string
  /** Milliseconds. */
  readonly lifetime: number
  /** What the browser held before, of whomever: one row a browser. */
  readonly replaces: string | null
  /** What its user can tell the browser by. @default null */
  readonly browser?: string | null
}

export type FinishLogin = Noted & {
  readonly pending: PendingRecord
  readonly deviceId: string
  readonly use: Use
  readonly trust: NewTrust | null
  readonly session: Pick<NewSession, 'tokenHash' | 'amr' | 'browser'> & { readonly lifetimes: Lifetimes }
}

export type FinishStepUp = Rotation &
  Noted & {
    readonly userId: string
    readonly deviceId: string
    readonly use: Use
    readonly trust: NewTrust | null
  }

export type DeviceChange = Noted & {
  readonly userId: string
  readonly deviceId: string
  readonly name?: string
  /** Asked first from now on; a last resort never is. */
  readonly makeDefault?: boolean
  /** Its failures are forgotten, and its tries are judged again. */
  readonly resume?: boolean
}

export type NewEnrolment = {
  readonly sessionId: string
  readonly requestKey: string
  readonly lifetime: number
  readonly device: Pick<
    DeviceRecord,
    'id' | 'userId' | 'method' | 'name' | 'destination' | 'lastResort' | 'secret' | 'state'
  >
}

export type BegunEnrolment = { readonly device: DeviceRecord; readonly created: boolean }

export type TokenSet = {
  /** Of the device that holds the set, where the user has none yet. */
  readonly deviceId: string
  readonly method: string
  readonly name: string
  readonly tokenSet: string
  readonly hashes: readonly string[]
}

export type Confirmation = Rotation &
  Noted & {
    readonly userId: string
    readonly deviceId: string
    readonly use: Use
    /** A second-factor success at or after this is fresh. */
    readonly freshSince: number
    /** Kept only if this is the user's first device. */
    readonly tokens: TokenSet | null
  }

export type Removal = Noted & {
  readonly userId: string
  readonly deviceId: string
  /** The session that asks, and that goes on. */
  readonly keep: Rotation
  /** Whether the session may remove a confirmed device. */
  readonly confirmedToo: boolean
}

export type TokenRenewal = TokenSet &
  Noted & {
    readonly userId: string
    /** How long a waiting set waits, in milliseconds. */
    readonly lifetime: number
  }
