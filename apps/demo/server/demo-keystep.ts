import {
  backup,
  call,
  createKeystep,
  email,
  type Inbox,
  type Keystep,
  type Passwords,
  passwords,
  sms,
  type SlowHash,
  sqlStore,
  type Store,
  totp,
} from '@keystep/server'
import { fromNode, type openDatabase } from '@keystep/server/node'

export type DemoDatabase = ReturnType<typeof openDatabase>

export type DemoKeystepOptions = {
  readonly database: DemoDatabase
  readonly inbox: Inbox
  /** At least 32 bytes; what seals the keys of authenticator apps. */
  readonly key: string
  /** Where the page lives; the first one is where mailed links lead. */
  readonly origins: readonly [string, ...string[]]
  readonly clock: () => number
  readonly hash: SlowHash
  /** Tells people what happened to their account. @default nobody is told */
  readonly notices?: Inbox
}

export type DemoKeystep = { readonly keystep: Keystep; readonly store: Store; readonly passwords: Passwords }

const countries = ['BE', 'DE', 'ES', 'FR', 'GB', 'IE', 'NL', 'US'] as const

/** Keystep as the demo uses it: built-in passwords, cookie sessions, every method it has, trusted browsers. */
export function demoKeystep({ database, inbox, key, origins, clock, hash, notices }: DemoKeystepOptions): DemoKeystep {
  const store = sqlStore(database, { clock })
  const builtIn = passwords({ store, hash, gateway: inbox, resetUrl: `${origins[0]}/reset` })
  const phone = { gateway: inbox, countries } as const
  const keystep = createKeystep({
    store,
    firstFactor: builtIn,
    issuer: 'Keystep Demo',
    origins,
    keys: [{ id: 'demo', secret: key }],
    methods: [totp(), email({ gateway: inbox }), sms(phone), call(phone), backup({ hash })],
    trustSeconds: 30 * 86_400,
    clientAddress: fromNode({ trustedHops: 0 }),
    setupUrl: '/setup',
    ...(notices && { notices }),
  })
  return { keystep, store, passwords: builtIn }
}
