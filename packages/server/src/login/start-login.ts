import { safeNext } from '@keystep/contract'
import { createToken, hashToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { PendingRecord, SessionRecord, User } from '../stores/records.ts'

export type StartLogin = {
  /** As it was when the first factor was judged: its epoch goes into the login. */
  readonly user: User
  /** How the user proved who they are (RFC 8176): `['pwd']`. */
  readonly amr: readonly string[]
  readonly next: string | null
}

export type StartedLogin =
  | { readonly kind: 'pending'; readonly token: string; readonly pending: PendingRecord }
  | { readonly kind: 'session'; readonly token: string; readonly session: SessionRecord; readonly next: string | null }

/** The first factor was right: a user with a device owes the second step, anybody else is signed in. */
export async function startLogin(services: Services, { user, amr, next: wanted }: StartLogin): Promise<StartedLogin> {
  const { store, random, sessions, loginSeconds, allowedNextOrigins } = services
  const next = safeNext(wanted, allowedNextOrigins)
  const opening = { userId: user.id, epoch: user.epoch, amr }
  const devices = await store.devicesOf(user.id)
  if (devices.length > 0) {
    const token = createToken('pen', random)
    const lifetime = loginSeconds === null ? null : loginSeconds * 1000
    const pending = await store.openPending({ ...opening, tokenHash: await hashToken(token), next, lifetime })
    return { kind: 'pending', token, pending }
  }
  // A device that is confirmed between those two lines raises the epoch, and this session is over as it begins.
  const token = createToken('ses', random)
  const session = await store.openSession({
    ...opening,
    tokenHash: await hashToken(token),
    lifetimes: sessions.lifetimes,
  })
  if (!session) throw new Error('A new session token was known already.')
  return { kind: 'session', token, session, next }
}
