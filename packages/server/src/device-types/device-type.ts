import type { Random } from '../crypto/random.ts'
import type { DeviceRecord, User } from '../stores/records.ts'
import type { Use } from '../stores/store-requests.ts'

/**
 * A kind of device: the one plug-in axis. A type knows how its answers are checked and nothing of HTTP, stores or
 * keys: the flows seal its secret, count its tries and hand its `Use` to the store, whose verdict is final.
 */
export type DeviceType = {
  /** On the wire and in the kit's registry: `totp`, `backup` … */
  readonly method: string
  /** Cannot stand alone, and is offered last. @default false */
  readonly lastResort?: boolean
  /** Set by a type that only tests may use: the sentence with which a server that strangers can reach refuses it. */
  readonly testOnly?: string
  /** How a user adds one. Absent for a type that comes along with others. */
  begin?(context: BeginContext): Beginning | Promise<Beginning>
  /** How many digits a code of this device has. Absent where the answer is no code of digits. */
  codeLength?(device: DeviceRecord): number
  /** What the user typed, brought to the form the type checks; null for anything that cannot be an answer. */
  parse(code: string, device: DeviceRecord): string | null
  /** How the answer is used up if it is right; null when it is wrong already. Rejects only for a fault of ours. */
  verify(answer: string, context: VerifyContext): Use | null | Promise<Use | null>
  /** Fresh one-time tokens, for a type that keeps a set of them. */
  makeTokens?(random: Random): Promise<TokenBatch>
}

export type BeginContext = {
  readonly user: User
  /** The name a user reads in their authenticator app. */
  readonly issuer: string
  readonly random: Random
}

export type Beginning = {
  /** Kept sealed. */
  readonly secret: Uint8Array<ArrayBuffer> | null
  /** Kept in the clear, as JSON. */
  readonly state: string
  /** Masked; null where nothing is sent. */
  readonly destination: string | null
  /** Goes into the one answer that holds a secret. */
  readonly show: { readonly otpauthUri?: string; readonly secret?: string }
}

export type VerifyContext = {
  readonly device: DeviceRecord
  /** Opened; null for a type that keeps none. */
  readonly secret: Uint8Array<ArrayBuffer> | null
  /** Epoch milliseconds of the store's clock. */
  readonly now: number
}

export type TokenBatch = {
  /** Shown once. */
  readonly tokens: readonly string[]
  /** Name and salt of the set. */
  readonly tokenSet: string
  readonly hashes: readonly string[]
}
