import type { FieldError } from '@keystep/contract'
import type { Random } from '../crypto/random.ts'
import type { SentTexts } from '../languages/en.ts'
import type { DeviceRecord, User } from '../stores/records.ts'
import type { Budget } from '../stores/challenge-requests.ts'
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
  /** False: an answer verifies a session, and does not make it fresh while the user has a stronger device. @default true */
  readonly fresh?: boolean
  /**
   * Restricted by NIST SP 800-63B-4 §3.2.9: a server that offers nothing else is warned when it starts. @default false
   */
  readonly restricted?: boolean
  /** For a type that texts or calls: where numbers may be, as ISO 3166-1 alpha-2. */
  readonly countries?: readonly string[]
  /** Set by a type that only tests may use: the sentence with which a server that strangers can reach refuses it. */
  readonly testOnly?: string
  /** Judges what a request brings in `extra`, which is refused where there is no schema for it. */
  readonly extra?: {
    readonly begin?: ExtraSchema
    readonly answer?: ExtraSchema
    /** What `show.extra` is cut to. */
    readonly shown?: ExtraSchema
  }
  /** How a user adds one. Absent for a type that comes along with others. */
  begin?(context: BeginContext): Beginning | Promise<Beginning>
  /** For a type whose code is sent: how, and how long it works. */
  readonly sends?: SentCodes
  /** For a type whose device is a mailbox: its address, out of what `begin` kept sealed. Notices go there too. */
  mailbox?(secret: Uint8Array<ArrayBuffer>): string
  /** How many digits a code of this device has. Absent where the answer is no code of digits. */
  codeLength?(device: DeviceRecord): number
  /** What the user typed, brought to the form the type checks; null for anything that cannot be an answer. */
  parse(code: string, device: DeviceRecord): string | null
  /** How the answer is used up if it is right; null when it is wrong already. Rejects only for a fault of ours. */
  verify(answer: string, context: VerifyContext): Use | null | Promise<Use | null>
  /** For a type that keeps a set of one-time tokens. */
  readonly tokens?: OneTimeTokens
}

/** A schema of any library that speaks Standard Schema (standardschema.dev): zod, Valibot, ArkType … */
export type ExtraSchema<Output = unknown> = {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    validate(value: unknown): StandardResult<Output> | Promise<StandardResult<Output>>
  }
}
type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | {
      readonly issues: ReadonlyArray<{
        readonly path?: ReadonlyArray<PropertyKey | { readonly key: PropertyKey }> | undefined
      }>
    }

export type BeginContext = {
  readonly user: User
  readonly request: Request
  /** The name a user reads in their authenticator app. */
  readonly issuer: string
  readonly random: Random
  /** Where to send to, as the user typed it. */
  readonly address: string | null
  /** Where to text or call, as the user typed it. */
  readonly number: string | null
  /** As `extra.begin` let it through. */
  readonly extra: unknown
}

/** `refused`: a field of the request is missing or wrong, by its path and the reason's key. */
export type Beginning = { readonly refused: FieldError } | BegunDevice

export type BegunDevice = {
  readonly refused?: undefined
  /** Kept sealed. */
  readonly secret: Uint8Array<ArrayBuffer> | null
  /** Kept in the clear, as JSON. */
  readonly state: string
  /** Masked; null where nothing is sent. */
  readonly destination: string | null
  /** Goes into the one answer that holds a secret. */
  readonly show: {
    readonly otpauthUri?: string
    readonly secret?: string
    readonly extra?: Readonly<Record<string, unknown>>
  }
}

export type SentCodes = {
  /** Seconds a code works. */
  readonly lifetimeSeconds: number
  /** Seconds before it may be sent again. */
  readonly resendSeconds: number
  /** Tries of one code; then it is dead, right or wrong. @default 5 */
  readonly tries?: number
  /** What one more code is charged to, beyond the spacing. Subjects are hashed before they are kept. @default nothing */
  budgets?(charge: CodeCharge): readonly Budget[]
  /** Hands one code to its gateway. Rejects when it could not be handed on. */
  send(message: CodeToSend): Promise<void>
  /** For a gateway that asks back what to say. */
  readonly hook?: SentCodeHook
}

export type CodeCharge = {
  readonly userId: string
  /** Opened: what `begin` kept sealed. */
  readonly secret: Uint8Array<ArrayBuffer>
  /** The login, session or enrolment that asks. */
  readonly boundTo: string
  /** It is being enrolled: nobody proved yet that it reaches this user. */
  readonly unproved: boolean
}

export type SentCodeHook = {
  /** Its part of `POST /hooks/:gateway/:id`. */
  readonly gateway: string
  /**
   * Null: the request is not the gateway's own, as its signature shows. `find` opens the code that went out under this
   * id; null once it was used up, was replaced or lapsed.
   */
  answer(request: Request, id: string, find: () => Promise<SpokenCode | null>): Promise<Response | null>
}

export type SpokenCode = Pick<CodeToSend, 'code' | 'issuer' | 'texts' | 'user'>

export type CodeToSend = {
  readonly code: string
  readonly user: User
  readonly device: DeviceRecord
  /** Opened: what `begin` kept sealed. */
  readonly secret: Uint8Array<ArrayBuffer>
  readonly issuer: string
  readonly purpose: 'login' | 'step_up' | 'setup'
  /** The host of the page that asked: a phone offers the code there and nowhere else. */
  readonly domain: string
  /** What a gateway asks back by; tells nothing of the code. */
  readonly hookId: string
  /** In the user's language. */
  readonly texts: SentTexts
}

export type VerifyContext = {
  readonly device: DeviceRecord
  /** Opened; null for a type that keeps none. */
  readonly secret: Uint8Array<ArrayBuffer> | null
  /** Epoch milliseconds of the store's clock. */
  readonly now: number
  /** As `extra.answer` let it through. */
  readonly extra: unknown
  /** For a type whose code is sent: uses up the one that went out for this login, session or enrolment. */
  readonly sentCode: (code: string) => Promise<Use>
}

export type OneTimeTokens = {
  /** Fresh ones: a whole set, or one more for a set that is there. */
  make(request: { readonly random: Random; readonly addTo?: string }): Promise<TokenBatch>
  /** How a token is kept, and looked for. */
  hash(token: string, tokenSet: string): Promise<string>
}

export type TokenBatch = {
  /** Shown once. */
  readonly tokens: readonly string[]
  /** Name and salt of the set. */
  readonly tokenSet: string
  readonly hashes: readonly string[]
}
