import { never } from '../never.ts'
import { newId } from '../new-id.ts'
import type { SessionRecord, User } from '../records.ts'
import type { NewSession } from '../store-requests.ts'
import { write } from './events.ts'
import { makeRoomForSession } from './make-room.ts'
import { sessionRecord } from './session-record.ts'
import type { Database } from './tables.ts'

/** A new session that no device verified. Null when one was ever filed under its token. Only behind `lockUser`. */
export async function fileSession(
  transaction: Database,
  user: User,
  { tokenHash, epoch, amr, lifetimes, firstFactorAt, browser = null, note }: NewSession,
  now: number,
  trusted = false,
): Promise<SessionRecord | null> {
  await makeRoomForSession(transaction, user, now)
  const opened = await transaction
    .insertInto('keystep_sessions')
    .values({
      id: newId(),
      token_hash: tokenHash,
      user_id: user.id,
      former_of: null,
      epoch,
      created_at: now,
      last_seen_at: now,
      expires_at: lifetimes === null ? never : now + lifetimes.absolute,
      idle_until: lifetimes === null ? never : now + lifetimes.idle,
      first_factor_at: firstFactorAt ?? now,
      verified_at: null,
      device_id: null,
      trusted: Number(trusted),
      amr: JSON.stringify(amr),
      browser,
    })
    .onConflict((conflict) => conflict.column('token_hash').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened === undefined) return null
  await write(transaction, note, now, opened.id)
  return await sessionRecord(transaction, opened.id, now)
}
