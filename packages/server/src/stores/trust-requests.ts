import type { NewEvent } from './event-requests.ts'
import type { SessionRecord } from './records.ts'
import type { NewSession } from './store-requests.ts'

// What a store is asked about browsers that are trusted, and its verdicts.

/** What a browser shows of its trust, and how that goes on if it turns. */
export type TrustUse = {
  readonly tokenHash: string
  /** Null: the cookie is from before trusts turned. */
  readonly turnHash: string | null
  readonly nextHash: string
  /** Written down when a turn that was used up came back. */
  readonly reused?: NewEvent
}

/** A sign-in without a second step, on the word of this browser's trust. */
export type TrustedOpening = NewSession & { readonly trust: TrustUse }

export type TrustedSession =
  /** `turnedUntil`: the trust turned, and lapses then, as it would have. Null: it stays as it is. */
  | { readonly opened: true; readonly session: SessionRecord; readonly turnedUntil: number | null }
  /** `reused`: a turn that was used up came back, so two hold that trust, which was ended. */
  | { readonly opened: false; readonly reused: boolean }
