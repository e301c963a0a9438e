import { backup, type DeviceType, email, type Inbox, type SlowHash, totp } from '@keystep/server'
import { hotp } from '@keystep/server/hotp'

type Parts = { readonly inbox: Inbox; readonly hash: SlowHash }

/** The device types that need nothing but a test server's own parts. */
export const namedMethods = {
  totp: () => totp(),
  email: ({ inbox }: Parts) => email({ gateway: inbox }),
  hotp: () => hotp(),
  backup: ({ hash }: Parts) => backup({ hash }),
} satisfies Record<string, (parts: Parts) => DeviceType>

export type MethodName = keyof typeof namedMethods
