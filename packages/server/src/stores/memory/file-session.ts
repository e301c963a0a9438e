import { never } from '../never.ts'
import { newId } from '../new-id.ts'
import type { SessionRecord } from '../records.ts'
import type { NewSession } from '../store-requests.ts'
import type { Account, Memory, Session } from './accounts.ts'
import { write } from './events.ts'
import { makeRoomForSession } from './make-room.ts'
import { sessionRecord } from './records.ts'

/** A new session that no device verified. Null when one was ever filed under its token. */
export function fileSession(
  memory: Memory,
  account: Account,
  { tokenHash, epoch, amr, lifetimes, firstFactorAt, browser = null, note }: NewSession,
  now: number,
  trusted = false,
): SessionRecord | null {
  const { owners } = memory
  if (owners.token.has(tokenHash)) return null
  makeRoomForSession(memory, account, now)
  const session: Session = {
    id: newId(),
    tokenHash,
    formerOf: null,
    epoch,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: lifetimes === null ? never : now + lifetimes.absolute,
    idleUntil: lifetimes === null ? never : now + lifetimes.idle,
    firstFactorAt: firstFactorAt ?? now,
    verifiedAt: null,
    deviceId: null,
    trusted,
    amr: [...amr],
    browser,
  }
  account.sessions = [...account.sessions, session]
  owners.token.set(tokenHash, account.user.id)
  owners.session.set(session.id, account.user.id)
  write(memory, note, now, session.id)
  return sessionRecord(account, session, now)
}
