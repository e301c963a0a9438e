import { caps } from '../caps.ts'
import { never } from '../never.ts'
import type { User } from '../records.ts'
import { endSessionRows } from './session-record.ts'
import type { Database } from './tables.ts'

// Only behind `lockUser`, so that none beyond a cap is filed meanwhile.

/** At most so many go at once; where there were more from before caps, the next one goes on. */
const mostAtOnce = 100

/** For one more pending login: the oldest go. */
export async function makeRoomForPending(transaction: Database, userId: string): Promise<void> {
  const tooMany = transaction
    .selectFrom('keystep_pending_logins')
    .select('token_hash')
    .where('user_id', '=', userId)
    .orderBy('first_factor_at', 'desc')
    .offset(caps.pendings - 1)
    .limit(mostAtOnce)
  await transaction.deleteFrom('keystep_pending_logins').where('token_hash', 'in', tooMany).execute()
}

/**
 * For one more session: those seen longest ago are ended. A host's is forgotten instead, as the host, which is not told,
 * goes on with it: whoever comes back is merely asked for the second step again.
 */
export async function makeRoomForSession(transaction: Database, { id, epoch }: User, now: number): Promise<void> {
  const tooMany = await transaction
    .selectFrom('keystep_sessions')
    .select(['id', 'expires_at'])
    .where('user_id', '=', id)
    .where('former_of', 'is', null)
    .where('epoch', '=', epoch)
    .where('expires_at', '>', now)
    .where('idle_until', '>', now)
    .orderBy('last_seen_at', 'desc')
    .orderBy('created_at', 'desc')
    .offset(caps.sessions - 1)
    .limit(mostAtOnce)
    .execute()
  for (const session of tooMany) {
    if (session.expires_at < never) await endSessionRows(transaction, session.id)
    else await transaction.deleteFrom('keystep_sessions').where('id', '=', session.id).execute()
  }
}

/** For one more trust: the oldest go, and what lapsed. */
export async function makeRoomForTrust(transaction: Database, userId: string, now: number): Promise<void> {
  const tooMany = transaction
    .selectFrom('keystep_trusted_browsers')
    .select('id')
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .offset(caps.trusts - 1)
    .limit(mostAtOnce)
  await transaction
    .deleteFrom('keystep_trusted_browsers')
    .where('user_id', '=', userId)
    .where((eb) => eb.or([eb('expires_at', '<=', now), eb('id', 'in', tooMany)]))
    .execute()
}

/** Whether one more device that is no last resort may be confirmed. */
export async function hasRoomForDevice(transaction: Database, userId: string): Promise<boolean> {
  const { count } = await transaction
    .selectFrom('keystep_devices')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('confirmed_at', 'is not', null)
    .where('last_resort', '=', 0)
    .executeTakeFirstOrThrow()
  return count < caps.devices
}
