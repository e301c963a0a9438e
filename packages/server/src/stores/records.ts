// What a store hands out. Times are epoch milliseconds of the store's clock.

/** What the app knows of a user; Keystep keeps a row of it from the first factor on. */
export type UserProfile = {
  /** The app's own id, stable for life. */
  readonly id: string
  /** What the user signs in as, shown to them: an address, a user name. */
  readonly identifier: string
  readonly name?: string | null
  /** Address of a picture. */
  readonly image?: string | null
  readonly email?: string | null
  readonly emailVerified?: boolean
  /** BCP 47; rules what is sent. */
  readonly language?: string | null
  /** Whether `requireStaff` lets this user pass. */
  readonly staff?: boolean
}

export type User = Required<UserProfile> & {
  readonly disabled: boolean
  /** Raising it ends every session and pending login that carries an older one. */
  readonly epoch: number
}

export type DeviceRecord = {
  readonly id: string
  readonly userId: string
  readonly method: string
  readonly name: string
  /** Masked; null where nothing is sent. */
  readonly destination: string | null
  readonly isDefault: boolean
  /** Cannot stand alone: goes with the last other device, and is offered last. */
  readonly lastResort: boolean
  readonly createdAt: number
  readonly confirmedAt: number | null
  readonly lastUsedAt: number | null
  /** Sealed; null for a device type that keeps none. */
  readonly secret: string | null
  /** The type's own notes, as JSON, in the clear. */
  readonly state: string
  /** The last time step or counter that was used up; it only grows. */
  readonly counter: number
  readonly failures: number
  /** No try is judged before this. 0 when none has to wait. */
  readonly lockedUntil: number
  /** Salt and name of the live set of one-time tokens, for a type that has one. */
  readonly tokenSet: string | null
  readonly tokensLeft: number
  readonly waitingSet: string | null
  readonly waitingUntil: number | null
  /** While unconfirmed: the request that began the enrolment … */
  readonly requestKey: string | null
  /** … and when it lapses. */
  readonly expiresAt: number | null
}

/** What a device keeps sealed, and what it is bound to. */
export type SealedSecret = Pick<DeviceRecord, 'id' | 'userId' | 'method'> & { readonly secret: string }

/** What was sent to a device and can still be answered. */
export type ChallengeRecord = {
  readonly deviceId: string
  readonly sentAt: number
  /** How often one went out for the same login, session or enrolment. */
  readonly count: number
  /** From then on it may be sent again. */
  readonly resendAt: number
  readonly expiresAt: number
}

export type SessionRecord = {
  readonly id: string
  readonly user: User
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly firstFactorAt: number
  /** Null unless a device that still exists verified this session. */
  readonly verifiedAt: number | null
  readonly device: { readonly id: string; readonly method: string; readonly name: string } | null
  /** Signed in without a second step because the browser is trusted. */
  readonly trusted: boolean
  /** What its user can tell it by, as of the sign-in; null where nothing is known. */
  readonly browser: string | null
  /** How the user proved who they are (RFC 8176), oldest first. */
  readonly amr: readonly string[]
  readonly hasDevice: boolean
  /** Found by a token that a rotation replaced a moment ago: its former strength, never fresh. */
  readonly former: boolean
  readonly now: number
}

/** A browser that may skip the second step of its user. */
export type TrustRecord = {
  readonly id: string
  readonly tokenHash: string
  readonly createdAt: number
  readonly lastUsedAt: number | null
  readonly expiresAt: number
  /** As of a session. */
  readonly browser: string | null
}

export type PendingRecord = {
  readonly tokenHash: string
  readonly user: User
  readonly firstFactorAt: number
  /** Null: never. */
  readonly expiresAt: number | null
  readonly amr: readonly string[]
  readonly next: string | null
  /** The user's confirmed devices, as kept: the default first, last resorts last. */
  readonly devices: readonly DeviceRecord[]
  readonly now: number
}
