import { eventNote } from '../audit/event-note.ts'
import { KeystepError, safeNext } from '@keystep/contract'
import { createToken, hashToken } from '../crypto/tokens.ts'
import { browserName } from '../http/browser-name.ts'
import type { Services } from '../services.ts'
import type { HeldTrust } from '../session/held-trust.ts'
import type { PendingRecord, SessionRecord, User } from '../stores/records.ts'

export type StartLogin = {
  /** As it was when the first factor was judged: its epoch goes into the login. */
  readonly user: User
  /** How the user proved who they are (RFC 8176): `['pwd']`. */
  readonly amr: readonly string[]
  readonly next: string | null
  /** What lets this browser skip the second step of this user; null: nothing. */
  readonly trust: HeldTrust | null
  readonly request: Request
}

export type StartedLogin =
  | { readonly kind: 'pending'; readonly token: string; readonly pending: PendingRecord }
  | { readonly kind: 'session'; readonly token: string; readonly session: SessionRecord; readonly next: string | null }

/** The first factor was right: a user with a device owes the second step, anybody else is signed in. */
export async function startLogin(
  services: Services,
  { user, amr, next: wanted, trust, request }: StartLogin,
): Promise<StartedLogin> {
  const { store, random, sessions, loginSeconds, allowedNextOrigins } = services
  const next = safeNext(wanted, allowedNextOrigins)
  const opening = { userId: user.id, epoch: user.epoch, amr }
  const devices = await store.devicesOf(user.id)
  const trusted = devices.length > 0 && trust !== null ? await openTrusted(trust) : null
  if (trusted) return trusted
  if (devices.length > 0) {
    const token = createToken('pen', random)
    const lifetime = loginSeconds === null ? null : loginSeconds * 1000
    const note = noteOf(amr)
    const pending = await store.openPending({ ...opening, note, tokenHash: hashToken(token), next, lifetime })
    // Gone since the first factor was judged, which then proves nothing any more.
    if (!pending) throw new KeystepError('invalid_credentials')
    return { kind: 'pending', token, pending }
  }
  // A device that is confirmed between those two lines raises the epoch, and this session is over as it begins.
  const started = await open()
  if (!started) throw new KeystepError('invalid_credentials')
  return started

  async function newSession() {
    const token = createToken('ses', random)
    const row = { ...opening, browser: browserName(request), lifetimes: sessions.lifetimes }
    return { token, row: { ...row, tokenHash: hashToken(token) } }
  }

  async function open() {
    const { token, row } = await newSession()
    const session = await store.openSession({ ...row, note: noteOf(amr) })
    return session && ({ kind: 'session', token, session, next } as const)
  }

  async function openTrusted({ use, settle }: HeldTrust) {
    const { token, row } = await newSession()
    const trustedAmr = [...amr, 'rmb']
    const opened = { ...row, amr: trustedAmr, note: noteOf(trustedAmr) }
    const verdict = await store.openTrustedSession({ ...opened, trust: use })
    await settle(verdict)
    return verdict.opened ? ({ kind: 'session', token, session: verdict.session, next } as const) : null
  }

  function noteOf(proven: readonly string[]) {
    const detail = { amr: proven.join(' ') }
    return eventNote(services, { name: 'first_factor.passed', user, request, detail })
  }
}
