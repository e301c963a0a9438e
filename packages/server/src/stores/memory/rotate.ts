import { newId } from '../new-id.ts'
import type { Rotation } from '../store-requests.ts'
import type { Account, Memory, Session } from './accounts.ts'

/** Files a live session under its new token; the old token keeps a copy of what the session was, for `grace`. */
export function rotate(
  { owners }: Memory,
  account: Account,
  session: Session,
  { tokenHash, grace }: Rotation,
  now: number,
  change: Partial<Session> = {},
): Session {
  const rotated = { ...session, ...change, tokenHash: tokenHash ?? session.tokenHash }
  const others = account.sessions.filter(({ id }) => id !== session.id)
  const formers = others.map((other) => (other.formerOf === session.id ? { ...other, expiresAt: 0 } : other))
  account.sessions = [...formers, rotated]
  if (tokenHash === null) return rotated
  owners.token.set(tokenHash, account.user.id)
  const expiresAt = grace > 0 ? Math.min(session.expiresAt, now + grace) : 0
  account.sessions = [...account.sessions, { ...session, id: newId(), formerOf: session.id, expiresAt }]
  return rotated
}
