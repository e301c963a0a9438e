import { createToken, hashToken, isToken } from '../crypto/tokens.ts'
import type { CreateCarrier } from './session-carrier.ts'

export type CookieSessionOptions = {
  /** Seconds without a request after which a session ends (NIST SP 800-63B-4, 2.2.3: one hour). @default 3600 */
  readonly idleSeconds?: number
  /** Seconds after which it ends whatever happens (NIST: 24 hours). @default 86400 */
  readonly absoluteSeconds?: number
}

/** Keystep's own sessions: a random token in a cookie that no script can read, its hash in a row. */
export function cookieSessions(options: CookieSessionOptions = {}): CreateCarrier {
  const { idleSeconds = 3600, absoluteSeconds = 86_400 } = options
  return ({ store, cookies, random }) => ({
    ownsLogin: true,
    lifetimes: { idle: idleSeconds * 1000, absolute: absoluteSeconds * 1000 },
    async find(c) {
      const token = cookies.read(c, 'session')
      if (!isToken('ses', token)) return null
      const session = await store.findSession(hashToken(token))
      // At most once a minute: a page that asks often must not cost a write each time.
      if (session && session.now - session.lastSeenAt >= 60_000)
        await store.touchSession(session.id, idleSeconds * 1000)
      return session
    },
    newToken: () => createToken('ses', random),
    async carry(c, session, token) {
      if (token) cookies.write(c, 'session', token, Math.ceil((session.expiresAt - session.now) / 1000))
    },
    async drop(c, note) {
      const token = cookies.read(c, 'session')
      if (isToken('ses', token)) await store.endSession(hashToken(token), note)
      cookies.clear(c, 'session')
    },
    async hostEnded() {
      throw new Error('signedOut: Keystep keeps the sessions, and knows which are over. Call endSessions to end them.')
    },
    async endedAll() {},
  })
}
