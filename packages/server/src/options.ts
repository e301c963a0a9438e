import type { Context } from 'hono'
import type { Key } from './crypto/keyring.ts'
import type { Random } from './crypto/random.ts'
import type { EmailGateway } from './delivery/email-gateway.ts'
import type { DeviceType } from './device-types/device-type.ts'
import type { CheckCredentials } from './first-factor/first-factor.ts'
import type { Passwords } from './first-factor/passwords.ts'
import type { OwnTexts } from './languages/sent-texts.ts'
import type { CreateCarrier } from './session/session-carrier.ts'
import type { User } from './stores/records.ts'
import type { Store } from './stores/store.ts'

export type ThrottleOptions = {
  /** Wrong tries of a device that cost no wait. @default 4 */
  readonly freeTries?: number
  /** Seconds to wait after the first try beyond those; each further one doubles it. @default 30 */
  readonly firstWaitSeconds?: number
  /** The longest wait, in seconds. @default 3600 */
  readonly longestWaitSeconds?: number
}

export type DeviceThrottleOptions = ThrottleOptions & {
  /**
   * Wrong answers in a row after which a device is suspended (NIST SP 800-63B-4, 3.2.2: at most 100), until its user
   * resumes it by another one, enrols it anew, or an operator runs `keystep unlock`. `Infinity`: never. @default 100
   */
  readonly suspendAfter?: number
}

export type PasswordThrottleOptions = ThrottleOptions & {
  /** Wrong passwords from one address (an IPv4, a /64) in an hour. @default 100 */
  readonly perAddress?: number
  /** Wrong passwords in all, in an hour. @default 10000 */
  readonly inAll?: number
}

/** The throttle of django-two-factor-auth: factor × 2^(n−1) seconds after the n-th failure, without a limit or an end. */
export function referenceThrottle(factor = 1): Required<DeviceThrottleOptions> {
  return { freeTries: 0, firstWaitSeconds: factor, longestWaitSeconds: 2 ** 31, suspendAfter: Infinity }
}

export type KeystepOptions = {
  /** Where everything is kept: `sqlStore(database)`, or `memoryStore()` in tests. */
  readonly store: Store
  /** `passwords({ store, hash })`, or the app's own check. Without it, sign-ins begin with `beginLogin`. */
  readonly firstFactor?: Passwords | CheckCredentials
  /** `cookieSessions()`, or `hostSessions({ … })` where the app keeps its own. @default cookieSessions() */
  readonly sessions?: CreateCarrier
  /** The name of the app, as people read it in their authenticator app and in what is sent. */
  readonly issuer: string | ((user: User, request: Request | null) => string)
  /** Where the app's pages live: the only origins that may ask for a change. */
  readonly origins: readonly string[]
  /** Keys for what is kept sealed: the first one seals, every one opens. `rotateKeys` brings all under the first. */
  readonly keys: readonly Key[]
  /** The kinds of devices users may have, in the order they are offered. */
  readonly methods: readonly DeviceType[]
  /** How long a success stays fresh, in seconds. @default 300 */
  readonly freshSeconds?: number
  /** How long a login may wait for its second step, in seconds; 0: for ever. @default 600 */
  readonly loginSeconds?: number
  readonly throttle?: DeviceThrottleOptions
  /**
   * Guessed passwords, of one user by browsers that never signed in there. A browser that did has guesses of its own,
   * which nobody else uses up. `Infinity` and 0 seconds turn a limit off.
   */
  readonly passwordThrottle?: PasswordThrottleOptions
  /**
   * How long a browser whose user asks for it may skip the second step at sign-in, in seconds, up to 30 days; 0: it is
   * not offered. It never makes a session verified. @default 0
   */
  readonly trustSeconds?: number
  /**
   * Tells users by mail when what protects their account changes, at every address that is known of them. Such mails are
   * kept with the change and leave when it is committed; `maintain` hands on what a process left behind. @default nothing
   */
  readonly notices?: EmailGateway
  /** How long the audit is kept, in seconds; `maintain` purges what is older. `Infinity`: for ever. @default 365 days */
  readonly auditSeconds?: number
  /** The app's own words for what is sent, by language and key. @default English and Dutch as they are */
  readonly texts?: OwnTexts
  /** How long a gateway may take to accept a message, in seconds; then the answer is `delivery_failed`. @default 10 */
  readonly deliverySeconds?: number
  /** Origins beside the app's own that `next` may lead to. @default [] */
  readonly allowedNextOrigins?: readonly string[]
  /** Where a user without a password proves who they are again; required wherever a user may have none. */
  readonly reauthenticateUrl?: string | ((user: User, request: Request) => string)
  /** The page on which a user turns verification on, for the explanation the guards can show. */
  readonly setupUrl?: string
  /** Where a request comes from: `fromNode({ trustedHops })`. Without it nobody is asked, and no header is believed. */
  readonly clientAddress?: (c: Context) => string | null
  /** The middle of the cookies' names. @default 'keystep' */
  readonly cookieName?: string
  /** Lets plain http do for origins that are not this machine. @default false */
  readonly insecureCookies?: boolean
  /** @default the platform's */
  readonly random?: Random
}
