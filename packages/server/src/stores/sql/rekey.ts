import { newId } from '../new-id.ts'
import type { User } from '../records.ts'
import { aliveSession } from './session-record.ts'
import type { Database, SessionRow } from './tables.ts'

/**
 * Files a session under another token, for good: the old one opens nothing again. A session that was begun under the
 * new token meanwhile gives way; a token that was ended stays ended.
 */
export async function rekey(
  transaction: Database,
  user: User,
  session: SessionRow,
  tokenHash: string,
  now: number,
): Promise<void> {
  if (session.token_hash === tokenHash) return
  const there = await transaction
    .selectFrom('keystep_sessions')
    .select('id')
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  if (there !== undefined) {
    if ((await aliveSession(transaction, user, there.id, now)) === null) return
    await transaction.deleteFrom('keystep_sessions').where('id', '=', there.id).execute()
  }
  const moved = transaction.updateTable('keystep_sessions').where('id', '=', session.id)
  await moved.set({ token_hash: tokenHash }).execute()
  const ended = { ...session, id: newId(), former_of: session.id, expires_at: 0 }
  await transaction.insertInto('keystep_sessions').values(ended).execute()
}
