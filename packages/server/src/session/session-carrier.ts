import type { Context } from 'hono'
import type { Note } from '../stores/event-requests.ts'
import type { SessionRecord, User } from '../stores/records.ts'
import type { Lifetimes } from '../stores/store-requests.ts'
import type { Store } from '../stores/store.ts'
import type { Cookies } from '../http/cookies.ts'
import type { Random } from '../crypto/random.ts'

/**
 * How sessions travel: in a cookie of Keystep's, or along with the host's own. The flows judge; a carrier only
 * finds the session of a request and hands the browser what came of it.
 */
export type SessionCarrier = {
  /** Keystep signs people in and out; otherwise the host does, and `/login` and `/logout` are not mounted. */
  readonly ownsLogin: boolean
  /** Of a new session; null where the host says how long it lives. */
  readonly lifetimes: Lifetimes | null
  /** The session of a request; null for anybody else. */
  find(c: Context): Promise<SessionRecord | null>
  /** The token under which a session goes on after a rotation; null: the host rotates its own. */
  newToken(): string | null
  /** Hands the browser the session's new token, once the verdict is in the store. */
  carry(c: Context, session: SessionRecord, token: string | null): Promise<void>
  /** The browser's session is over; `note` goes with it. */
  drop(c: Context, note: Note): Promise<void>
  /** The host ended a session of its own. Rejects where Keystep keeps them. */
  hostEnded(sessionId: string): Promise<void>
  /** Everything else of the user was ended. `c` is the request whose session goes on, if one does. */
  endedAll(userId: string, c: Context | null): Promise<void>
}

/** What a carrier is made with. */
export type CarrierServices = {
  readonly store: Store
  readonly cookies: Cookies
  readonly random: Random
  /** A trust that was used up came back, and was ended. */
  readonly trustReused: (user: User, request: Request) => Promise<void>
  /** Browsers may be trusted. */
  readonly trusts: boolean
}
export type CreateCarrier = (services: CarrierServices) => SessionCarrier
