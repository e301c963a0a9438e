import type { User } from '../records.ts'
import { aliveSession } from './session-record.ts'
import type { Database } from './tables.ts'
import { endTrusts } from './trusts.ts'

/**
 * Ends everything signed in but one session, every pending login and every trust but one. What ended before stays ended.
 * Only behind `lockUser`.
 */
export async function raiseEpoch(
  transaction: Database,
  user: User,
  now: number,
  exceptSession?: string,
  exceptTrust: string | null = null,
): Promise<User> {
  const raised = { ...user, epoch: user.epoch + 1 }
  const kept = exceptSession === undefined ? null : await aliveSession(transaction, user, exceptSession, now)
  await transaction.updateTable('keystep_users').set({ epoch: raised.epoch }).where('id', '=', user.id).execute()
  await transaction.deleteFrom('keystep_pending_logins').where('user_id', '=', user.id).execute()
  await endTrusts(transaction, user.id, exceptTrust)
  if (kept !== null) {
    const { epoch } = raised
    await transaction.updateTable('keystep_sessions').set({ epoch }).where('id', '=', kept.id).execute()
  }
  return raised
}
