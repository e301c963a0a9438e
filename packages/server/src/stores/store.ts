import type { DeviceRecord, PendingRecord, SessionRecord, User, UserProfile } from './records.ts'

/**
 * Where Keystep keeps everything. A verb is a whole verdict: it decides and writes in one transaction, so that
 * nothing which has to be decided is ever read first and written later. Finders answer null. Every store passes
 * `storeSuite`, races included. A verb rejects only when the store itself is away; the server then answers 503.
 */
export type Store = {
  /** Epoch milliseconds of the clock that rules every expiry and every time step. */
  now(): Promise<number>

  // Users
  /** Makes or updates the row of a user; keeps `disabled` and `epoch`. */
  saveUser(profile: UserProfile): Promise<User>
  findUser(id: string): Promise<User | null>
  updateUser(id: string, change: Partial<Omit<UserProfile, 'id'>>): Promise<User | null>
  /** Disabling raises the epoch. */
  setDisabled(id: string, disabled: boolean): Promise<User | null>
  /** With everything that hangs on the user. */
  deleteUser(id: string): Promise<void>
  /** Ends every session but `exceptSession`, and every pending login, by raising the epoch. */
  endAll(userId: string, options?: { readonly exceptSession?: string }): Promise<void>

  // Passwords
  /** Null when another user has that identifier. */
  createPassword(profile: UserProfile, hash: string): Promise<User | null>
  findPassword(identifier: string): Promise<{ readonly user: User; readonly hash: string } | null>
  findPasswordOf(userId: string): Promise<string | null>
  /** Also ends everything else of the user, as `endAll`, and every open reset. False when the user has none. */
  replacePassword(change: PasswordChange): Promise<boolean>
  /** False, and nothing kept, when one was opened less than `spacing` ago. */
  openPasswordReset(reset: NewPasswordReset): Promise<boolean>
  /** Uses up the reset, sets the password and ends everything of the user. Null: unknown, used or lapsed. */
  usePasswordReset(use: { readonly tokenHash: string; readonly hash: string }): Promise<User | null>

  // Pending logins and sessions
  openPending(pending: NewPending): Promise<PendingRecord>
  /** Null as well when it lapsed, its epoch is over, or its user is disabled. */
  findPending(tokenHash: string): Promise<PendingRecord | null>
  endPending(tokenHash: string): Promise<void>
  /** Null when a session was ever filed under that token: a host's session that ended is not revived. */
  openSession(session: NewSession): Promise<SessionRecord | null>
  /** Null as well when it lapsed, its epoch is over, or its user is disabled. */
  findSession(tokenHash: string): Promise<SessionRecord | null>
  /** Notes that the session was used, and moves its idle limit. */
  touchSession(id: string, idle: number): Promise<void>
  /** A first-factor success inside the session: fresh again, under a new token. Null when the session ended. */
  refreshFirstFactor(refresh: Rotation): Promise<SessionRecord | null>
  /** Files the session under another token, without a change of strength. */
  rekeySession(id: string, tokenHash: string): Promise<void>
  endSession(tokenHash: string): Promise<void>

  // Devices and tries
  devicesOf(userId: string): Promise<readonly DeviceRecord[]>
  /** Counts a try before it is judged, in a commit of its own. */
  countTry(attempt: Attempt): Promise<Try | null>
  /** Takes a counted try back: a fault of ours is never a user's failure. */
  refundTry(counted: CountedTry): Promise<void>
  /** Uses the answer up, ends the pending login and opens the session: all or nothing. */
  finishLogin(finish: FinishLogin): Promise<Finished>
  /** Uses the answer up and verifies the session under a new token: all or nothing. */
  finishStepUp(finish: FinishStepUp): Promise<Finished>

  // Enrolment
  /** Replaces what the session began before, unless it is the same request, which gets the one under way. */
  beginEnrolment(enrolment: NewEnrolment): Promise<{ readonly device: DeviceRecord; readonly created: boolean }>
  findEnrolment(sessionId: string): Promise<DeviceRecord | null>
  /** Uses the answer up, confirms the device and verifies the session under a new token: all or nothing. */
  confirmEnrolment(confirmation: Confirmation): Promise<Confirmed>
  /** An unconfirmed device goes only with the session that began it; removing a confirmed one ends other sessions. */
  removeDevice(removal: Removal): Promise<'removed' | 'not_found' | 'conflict'>
  /** Every device, and everything signed in but `exceptSession`. */
  removeAllDevices(userId: string, options?: { readonly exceptSession?: string }): Promise<void>

  // One-time tokens
  /** Live at once where no set is live, else waiting for `confirmTokens`. Null when the user has no other device. */
  renewTokens(renewal: TokenRenewal): Promise<DeviceRecord | null>
  /** Makes the waiting set the live one. The number of its tokens, or null when `hash` is not among them. */
  confirmTokens(confirmation: { readonly deviceId: string; readonly hash: string }): Promise<number | null>
}

/** How an answer is used up, once. */
export type Use =
  | { readonly kind: 'counter'; readonly counter: number; readonly state: string }
  | { readonly kind: 'token'; readonly tokenSet: string; readonly hash: string }

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
  /** Set while enrolling: the session whose unconfirmed device this is. Else only confirmed devices count. */
  readonly enrollingSession?: string
}

export type CountedTry = {
  readonly counted: true
  /** As the try left it. */
  readonly device: DeviceRecord
  /** `lockedUntil` before the try, for taking it back. */
  readonly lockedBefore: number
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

export type PasswordChange = {
  readonly userId: string
  readonly hash: string
  /** The session that goes on, under a new token. */
  readonly keep?: Rotation
}

export type NewPasswordReset = {
  readonly tokenHash: string
  readonly userId: string
  readonly lifetime: number
  readonly spacing: number
}

export type NewPending = {
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

export type NewSession = {
  readonly tokenHash: string
  readonly userId: string
  readonly epoch: number
  readonly amr: readonly string[]
  /** Null: it lives as long as the host says. */
  readonly lifetimes: Lifetimes | null
  /** @default now */
  readonly firstFactorAt?: number
}

export type Rotation = {
  readonly sessionId: string
  /** Of the new token; the old one keeps its former strength for `grace`. Null: the token stays (host sessions). */
  readonly tokenHash: string | null
  /** Milliseconds; 0: the old token is dead at once. */
  readonly grace: number
}

export type FinishLogin = {
  readonly pending: PendingRecord
  readonly deviceId: string
  readonly use: Use
  readonly session: { readonly tokenHash: string; readonly lifetimes: Lifetimes; readonly amr: readonly string[] }
}

export type FinishStepUp = Rotation & {
  readonly userId: string
  readonly deviceId: string
  readonly use: Use
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

export type TokenSet = {
  /** Of the device that holds the set, where the user has none yet. */
  readonly deviceId: string
  readonly method: string
  readonly name: string
  readonly tokenSet: string
  readonly hashes: readonly string[]
}

export type Confirmation = Rotation & {
  readonly userId: string
  readonly deviceId: string
  readonly use: Use
  /** A second-factor success at or after this is fresh. */
  readonly freshSince: number
  /** Kept only if this is the user's first device. */
  readonly tokens: TokenSet | null
}

export type Removal = {
  readonly userId: string
  readonly deviceId: string
  /** The session that asks, and that goes on. */
  readonly keep: Rotation
  /** Whether the session may remove a confirmed device. */
  readonly confirmedToo: boolean
}

export type TokenRenewal = TokenSet & {
  readonly userId: string
  /** How long a waiting set waits, in milliseconds. */
  readonly lifetime: number
}
