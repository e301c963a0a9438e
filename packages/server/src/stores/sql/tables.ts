import type { Insertable, Kysely, Selectable } from 'kysely'

// Times are epoch milliseconds, flags 0 or 1, lists JSON.

export type Tables = {
  keystep_users: UsersTable
  keystep_passwords: PasswordsTable
  keystep_password_resets: PasswordResetsTable
  keystep_pending_logins: PendingLoginsTable
  keystep_sessions: SessionsTable
  keystep_devices: DevicesTable
  keystep_tokens: TokensTable
  keystep_challenges: ChallengesTable
  keystep_budgets: BudgetsTable
  keystep_trusted_browsers: TrustedBrowsersTable
  keystep_events: EventsTable
  keystep_outbox: OutboxTable
}

/** A connection or a transaction. */
export type Database = Kysely<Tables>

export type UserRow = Selectable<UsersTable>
export type PendingRow = Selectable<PendingLoginsTable>
export type SessionRow = Selectable<SessionsTable>
export type DeviceRow = Selectable<DevicesTable>
export type ChallengeRow = Selectable<ChallengesTable>
export type BudgetRow = Selectable<BudgetsTable>
export type TrustRow = Selectable<TrustedBrowsersTable>
export type EventRow = Selectable<EventsTable>
export type NewDeviceRow = Insertable<DevicesTable>

type UsersTable = {
  id: string
  identifier: string
  name: string | null
  image: string | null
  email: string | null
  email_verified: number
  language: string | null
  staff: number
  disabled: number
  epoch: number
}

type PasswordsTable = {
  user_id: string
  identifier: string
  hash: string
  reset_opened_at: number | null
}

type PasswordResetsTable = {
  token_hash: string
  user_id: string
  expires_at: number
}

type PendingLoginsTable = {
  token_hash: string
  user_id: string
  epoch: number
  first_factor_at: number
  expires_at: number | null
  amr: string
  next: string | null
}

type SessionsTable = {
  id: string
  token_hash: string
  user_id: string
  /** The session whose former strength this keeps for a moment. */
  former_of: string | null
  epoch: number
  created_at: number
  last_seen_at: number
  /** 0 once it was ended. The row stays, so that its token is never filed again. */
  expires_at: number
  idle_until: number
  first_factor_at: number
  verified_at: number | null
  device_id: string | null
  trusted: number
  amr: string
  /** What its user can tell it by, as of the sign-in. */
  browser: string | null
}

type DevicesTable = {
  id: string
  user_id: string
  method: string
  name: string
  destination: string | null
  is_default: number
  last_resort: number
  created_at: number
  confirmed_at: number | null
  last_used_at: number | null
  secret: string | null
  state: string
  counter: number
  failures: number
  locked_until: number
  /** `locked_until` before the last counted try. */
  locked_before: number
  token_set: string | null
  waiting_set: string | null
  waiting_until: number | null
  expires_at: number | null
  /** While unconfirmed: the session that enrols it, and the request it came with. */
  session_id: string | null
  request_key: string | null
}

type TokensTable = {
  token_set: string
  hash: string
  device_id: string
  used_at: number | null
}

type ChallengesTable = {
  device_id: string
  bound_to: string
  code_hash: string
  sent_at: number
  resend_at: number
  expires_at: number
  /** How often one went out for the same purpose. */
  count: number
  /** Counted since it went out. */
  tries: number
  /** While nobody said what became of it. */
  leased_until: number | null
  /** The budgets it was charged to. */
  subjects: string
  hook_hash: string | null
  sealed_code: string | null
}

/** `Spent` in budgets.ts. */
type BudgetsTable = {
  subject: string
  ends_at: number
  used: number
  answered: number
  streak: number
  next_at: number
}

type TrustedBrowsersTable = {
  id: string
  user_id: string
  token_hash: string
  created_at: number
  last_used_at: number | null
  expires_at: number
  browser: string | null
  /** `Turns` in judge-turn.ts. */
  turn_hash: string | null
  former_turn_hash: string | null
  turned_at: number | null
}

/** `EventRecord`; the id of a user may be of one who is gone. */
type EventsTable = {
  id: string
  at: number
  name: string
  user_id: string | null
  actor_id: string | null
  device_id: string | null
  device_method: string | null
  device_name: string | null
  session_id: string | null
  address: string | null
  browser: string | null
  detail: string
}

type OutboxTable = {
  id: string
  user_id: string
  sealed: string
  created_at: number
  /** When it may be claimed: at once, after a failure's wait, or when the lease of whoever claimed it is over. */
  due_at: number
  tries: number
}
