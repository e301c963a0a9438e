import type { Context } from 'hono'
import { hashToken } from '../crypto/tokens.ts'
import type { UserProfile } from '../stores/records.ts'
import { heldTrust } from './held-trust.ts'
import type { CreateCarrier } from './session-carrier.ts'

export type HostSession = {
  readonly user: UserProfile
  /** The host's own session id. Only its hash is kept. */
  readonly sessionId: string
  /** When the user last proved their first factor, in epoch milliseconds. */
  readonly signedInAt: number
}

export type HostSessionOptions = {
  /** Who the host says is signed in by this request. */
  readonly identify: (request: Request) => HostSession | null | Promise<HostSession | null>
  /** Give the browser a new session id, and return it. Called wherever Keystep's own sessions would rotate. */
  readonly rotate: (c: Context) => string | Promise<string>
  /** End every session of the user but `except`. Called wherever Keystep's own sessions would end. */
  readonly endAll: (userId: string, options: { readonly except: string | null }) => void | Promise<void>
}

/** Companion mode: the host keeps its sessions, and Keystep keeps what was verified for each. */
export function hostSessions({ identify, rotate, endAll }: HostSessionOptions): CreateCarrier {
  /** The ids that requests were given while they ran: `identify` still reads the old one. */
  const rotated = new WeakMap<Request, string>()
  return ({ store, trusts, trustReused, ...services }) => ({
    ownsLogin: false,
    lifetimes: null,
    async find(c) {
      const host = await identify(c.req.raw)
      if (!host || host.sessionId === '') return null
      const tokenHash = hashToken(`host:${host.sessionId}`)
      const known = await store.findSession(tokenHash)
      // The host may ask for its first factor again without a new session id.
      const firstFactorAt = Math.max(known?.firstFactorAt ?? 0, host.signedInAt)
      if (known) {
        if (known.user.id !== host.user.id) return null
        // At most once an hour: all that hangs on it is when a session that nobody uses is forgotten.
        if (known.now - known.lastSeenAt >= 3_600_000) await store.touchSession(known.id, 0)
        return { ...known, firstFactorAt }
      }
      const user = await store.saveUser(host.user)
      if (user.disabled) return null
      const session = { tokenHash, userId: user.id, epoch: user.epoch, amr: [], firstFactorAt, lifetimes: null }
      const onReused = () => trustReused(user, c.req.raw)
      const trust = trusts ? await heldTrust({ store, ...services }, c, user, onReused) : null
      if (trust) {
        const trusted = await store.openTrustedSession({ ...session, amr: ['rmb'], trust: trust.use })
        await trust.settle(trusted)
        if (trusted.opened) return trusted.session
      }
      // Null: filed meanwhile by a request beside this one, or over since Keystep ended it.
      return (await store.openSession(session)) ?? (await store.findSession(tokenHash))
    },
    newToken: () => null,
    async carry(c, session) {
      const sessionId = await rotate(c)
      rotated.set(c.req.raw, sessionId)
      await store.rekeySession(session.id, hashToken(`host:${sessionId}`))
    },
    async drop() {},
    hostEnded: (sessionId) => store.endSession(hashToken(`host:${sessionId}`)),
    async endedAll(userId, c) {
      const except = c && (rotated.get(c.req.raw) ?? (await identify(c.req.raw))?.sessionId)
      await endAll(userId, { except: except ?? null })
    },
  })
}
