import type { Context } from 'hono'
import type { Random } from './crypto/random.ts'
import type { Lane } from './crypto/lane.ts'
import type { CodeHashes } from './crypto/code-hashes.ts'
import type { SecretBox } from './crypto/secret-box.ts'
import type { Registry } from './device-types/registry.ts'
import type { Emit } from './events.ts'
import type { FirstFactor } from './first-factor/first-factor.ts'
import type { GuessLimits } from './first-factor/guess-budgets.ts'
import type { Cookies } from './http/cookies.ts'
import type { Origins } from './http/origins.ts'
import type { FindTexts } from './languages/sent-texts.ts'
import type { Outbox } from './notices/outbox.ts'
import type { SessionCarrier } from './session/session-carrier.ts'
import type { User } from './stores/records.ts'
import type { Schedule } from './stores/store-requests.ts'
import type { Store } from './stores/store.ts'

/** What a flow may use. Time, randomness, storage and the network come in here and nowhere else. */
export type Services = {
  readonly store: Store
  readonly random: Random
  readonly box: SecretBox
  readonly codeHashes: CodeHashes
  readonly deviceTypes: Registry
  readonly firstFactor: FirstFactor | null
  readonly sessions: SessionCarrier
  readonly cookies: Cookies
  readonly origins: Origins
  readonly emit: Emit
  /** What tells users by mail of what happened; null where nothing does. */
  readonly notices: Outbox | null
  /** What is sent, in the language of whom it is sent to. */
  readonly texts: FindTexts
  /** The name of the app, as people read it in their authenticator app and in what is sent. */
  readonly issuer: (user: User, request: Request | null) => string
  readonly schedule: Schedule
  /** Wrong answers in a row that suspend a device; null: however many. */
  readonly suspendAfter: number | null
  /** How long events are kept; null: for ever. */
  readonly auditSeconds: number | null
  readonly guessLimits: GuessLimits
  /** What a guess asks of the store before it is turned away goes through here, so that a flood leaves it to others. */
  readonly guessLane: Lane
  readonly freshSeconds: number
  /** Null: a pending login never lapses. */
  readonly loginSeconds: number | null
  /** How long a gateway may take. */
  readonly deliverySeconds: number
  /** How long a trusted browser may skip the second step; null: none may. */
  readonly trustSeconds: number | null
  readonly allowedNextOrigins: readonly string[]
  readonly reauthenticateUrl: ((user: User, request: Request) => string) | null
  readonly setupUrl: string | null
  readonly clientAddress: (c: Context) => string | null
}
