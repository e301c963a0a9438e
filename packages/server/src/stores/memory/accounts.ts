import type { Spent } from '../budgets.ts'
import type { ClaimedMessage, EventRecord } from '../event-requests.ts'
import type { Turns } from '../judge-turn.ts'
import type { ChallengeRecord, DeviceRecord, TrustRecord, User, UserProfile } from '../records.ts'

/** Everything of one user. Rows are replaced, never changed, so what was handed out stays as it was. */
export type Account = {
  user: User
  password: Password | null
  resets: readonly Reset[]
  pendings: readonly Pending[]
  sessions: readonly Session[]
  devices: readonly Device[]
  tokens: readonly Token[]
  challenges: readonly Challenge[]
  trusts: readonly Trust[]
}

export type Password = {
  readonly identifier: string
  readonly hash: string
  readonly resetOpenedAt: number | null
}
export type Reset = { readonly tokenHash: string; readonly expiresAt: number }
export type Token = {
  readonly deviceId: string
  readonly tokenSet: string
  readonly hash: string
  readonly used: boolean
}
export type Challenge = ChallengeRecord & {
  readonly boundTo: string
  readonly codeHash: string
  /** Counted since it went out. */
  readonly tries: number
  /** While nobody said what became of it. */
  readonly leasedUntil: number | null
  /** The budgets it was charged to. */
  readonly subjects: readonly string[]
  readonly spoken: { readonly hookHash: string; readonly sealedCode: string } | null
}

export type Pending = {
  readonly tokenHash: string
  readonly epoch: number
  readonly firstFactorAt: number
  readonly expiresAt: number | null
  readonly amr: readonly string[]
  readonly next: string | null
}

export type Session = {
  readonly id: string
  readonly tokenHash: string
  /** The session whose former strength this keeps for a moment. */
  readonly formerOf: string | null
  readonly epoch: number
  readonly createdAt: number
  readonly lastSeenAt: number
  readonly expiresAt: number
  readonly idleUntil: number
  readonly firstFactorAt: number
  readonly verifiedAt: number | null
  readonly deviceId: string | null
  readonly trusted: boolean
  readonly amr: readonly string[]
  readonly browser: string | null
}

export type Trust = TrustRecord & Turns

export type Device = Omit<DeviceRecord, 'tokensLeft'> & {
  /** While unconfirmed: the session that enrols it. */
  readonly sessionId: string | null
}

export type Memory = {
  readonly clock: () => number
  readonly accounts: Map<string, Account>
  /** By subject. */
  readonly budgets: Map<string, Spent>
  /** By id, in the order in which they were written. */
  readonly events: Map<string, EventRecord>
  readonly outbox: Map<string, ClaimedMessage>
  /** Whose is it? By identifier, hash or id. A session's token stays known until its row is purged: none is filed twice. */
  readonly owners: Record<
    'identifier' | 'reset' | 'pending' | 'token' | 'session' | 'device' | 'trust',
    Map<string, string>
  >
}

export function createMemory(clock: () => number): Memory {
  return {
    clock,
    accounts: new Map(),
    budgets: new Map(),
    events: new Map(),
    outbox: new Map(),
    owners: {
      identifier: new Map(),
      reset: new Map(),
      pending: new Map(),
      token: new Map(),
      session: new Map(),
      device: new Map(),
      trust: new Map(),
    },
  }
}

export function ownerOf({ accounts, owners }: Memory, kind: keyof Memory['owners'], key: string): Account | undefined {
  const id = owners[kind].get(key)
  return id === undefined ? undefined : accounts.get(id)
}

/** Makes or updates the account of a user. */
export function saveAccount({ accounts, clock }: Memory, profile: UserProfile): Account {
  const { id, identifier, name = null, image = null, email = null, language = null } = profile
  const { emailVerified = false, staff = false } = profile
  const known = accounts.get(id)
  // A first epoch of now: what was judged for somebody who had this id before opens nothing.
  const { disabled, epoch } = known?.user ?? { disabled: false, epoch: clock() }
  const user: User = { id, identifier, name, image, email, emailVerified, language, staff, disabled, epoch }
  if (known !== undefined) {
    known.user = user
    return known
  }
  const nothing = { resets: [], pendings: [], sessions: [], devices: [], tokens: [], challenges: [], trusts: [] }
  const account = { user, password: null, ...nothing }
  accounts.set(id, account)
  return account
}
