import type { Noted } from './event-requests.ts'
import type { Rotation } from './store-requests.ts'

// What a store is asked about passwords.

export type PasswordChange = Noted & {
  readonly userId: string
  readonly hash: string
  /** The session that goes on, under a new token. */
  readonly keep?: Rotation
}

export type NewPasswordReset = Noted & {
  readonly tokenHash: string
  readonly userId: string
  readonly lifetime: number
  readonly spacing: number
}

export type UsedPasswordReset = Noted & { readonly tokenHash: string; readonly hash: string }
