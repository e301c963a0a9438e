import { backup, call, type DeviceType, email, type Inbox, sms, type SlowHash, totp } from '@keystep/server'
import { hotp } from '@keystep/server/hotp'

type Parts = { readonly inbox: Inbox; readonly hash: SlowHash }

const countries = ['NL', 'GB', 'US'] as const

/** The device types that need nothing but a test server's own parts. */
export const namedMethods = {
  totp: () => totp(),
  email: ({ inbox }: Parts) => email({ gateway: inbox }),
  sms: ({ inbox }: Parts) => sms({ gateway: inbox, countries }),
  call: ({ inbox }: Parts) => call({ gateway: inbox, countries }),
  hotp: () => hotp(),
  backup: ({ hash }: Parts) => backup({ hash }),
} satisfies Record<string, (parts: Parts) => DeviceType>

export type MethodName = keyof typeof namedMethods
