import type { Context } from 'hono'
import { newEvent } from '../audit/new-event.ts'
import { createId, hashToken } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import type { TrustedSession, TrustUse } from '../stores/trust-requests.ts'
import { readTrust, writeTrust } from './trust-cookie.ts'

/** What this browser's trust says to the store, and `settle`, which tells the browser and the app what came of it. */
export type HeldTrust = { readonly use: TrustUse; readonly settle: (verdict: TrustedSession) => Promise<void> }

/**
 * The trust by which this user may skip the second step; null where there is none. A cookie that opens nothing any more
 * is cleared; another user's stays, and says nothing about this one.
 */
export async function heldTrust(
  { store, cookies, random }: Pick<Services, 'store' | 'cookies' | 'random'>,
  c: Context,
  user: Pick<User, 'id'>,
  onReused: () => Promise<void>,
): Promise<HeldTrust | null> {
  const held = readTrust(cookies, c)
  if (held === null) return null
  const tokenHash = hashToken(held.family)
  const trust = await store.findTrust(tokenHash)
  if (!trust) cookies.clear(c, 'trust')
  if (trust?.userId !== user.id) return null
  const next = { family: held.family, turn: createId(random) }
  const turnHash = held.turn === null ? null : hashToken(held.turn)

  async function settle(verdict: TrustedSession): Promise<void> {
    if (verdict.opened && verdict.turnedUntil !== null) {
      writeTrust(cookies, c, next, Math.ceil((verdict.turnedUntil - verdict.session.now) / 1000))
    }
    if (verdict.opened || !verdict.reused) return
    cookies.clear(c, 'trust')
    await onReused()
  }
  const reused = newEvent({ random }, { name: 'trust.reused', user, actor: null, request: c.req.raw })
  return { use: { tokenHash, turnHash, nextHash: hashToken(next.turn), reused }, settle }
}
