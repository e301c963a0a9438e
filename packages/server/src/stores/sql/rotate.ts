import { newId } from '../new-id.ts'
import type { Rotation } from '../store-requests.ts'
import type { Database, SessionRow } from './tables.ts'

type Change = Partial<Pick<SessionRow, 'epoch' | 'first_factor_at' | 'verified_at' | 'device_id' | 'trusted' | 'amr'>>

/**
 * Files a live session under its new token; the old token keeps a copy of what the session was, for `grace`.
 * Only behind `lockUser`.
 */
export async function rotate(
  transaction: Database,
  { sessionId, tokenHash, grace }: Rotation,
  now: number,
  change: Change = {},
): Promise<void> {
  // The rows stay: what has ended keeps its token from being filed again.
  const formers = transaction.updateTable('keystep_sessions').where('former_of', '=', sessionId)
  await formers.set({ expires_at: 0 }).execute()
  const session = await transaction
    .selectFrom('keystep_sessions')
    .selectAll()
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  await transaction
    .updateTable('keystep_sessions')
    .set({ ...change, token_hash: tokenHash ?? session.token_hash })
    .where('id', '=', sessionId)
    .execute()
  if (tokenHash === null) return
  const expires_at = grace > 0 ? Math.min(session.expires_at, now + grace) : 0
  const former = { ...session, id: newId(), former_of: sessionId, expires_at }
  await transaction.insertInto('keystep_sessions').values(former).execute()
}
