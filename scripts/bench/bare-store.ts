type Maybe<T> = T | undefined | Promise<T | undefined>

/** What a try was counted on. */
export type CountedRow = {
  readonly user_id: string
  readonly secret: string
  readonly state: string
  readonly counter: number
}

export type FoundRow = { readonly user_id: string; readonly verified_at: number | null }

export type Try = {
  /** Hash of the pending login's token. */
  readonly login: string
  readonly deviceId: string
  /** Of the row of the audit that says what came of it. */
  readonly eventId: string
  readonly now: number
}

export type Finish = {
  /** Hash of the pending login's token. */
  readonly login: string
  readonly userId: string
  readonly deviceId: string
  readonly counter: number
  readonly state: string
  /** Hash of the new session's token. */
  readonly tokenHash: string
  readonly sessionId: string
  readonly eventId: string
  readonly now: number
}

/** The statements of a sign-in as somebody would write them who needs nothing else, on the tables of Keystep. */
export type BareStore = {
  /** In a commit of its own, with the look-up of the pending login: counted, and in the audit as one that failed. */
  countTry(attempt: Try): Maybe<CountedRow>
  /** One transaction: the login ends, the code is used up, failures are cleared, the session begins, the audit says so. */
  finish(finish: Finish): boolean | Promise<boolean>
  /** One indexed look-up. */
  findSession(tokenHash: string, now: number): Maybe<FoundRow>
  close(): void | Promise<void>
}

export const hour = 3_600_000

/** Of a try that is counted. */
export const eventColumns = 'id, at, name, user_id, device_id, device_method, detail'

/** Of a new session. */
export const sessionColumns =
  'id, token_hash, user_id, epoch, created_at, last_seen_at, expires_at, idle_until, first_factor_at, verified_at, device_id, trusted, amr'
