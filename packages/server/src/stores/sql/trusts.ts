import { newId } from '../new-id.ts'
import type { TrustRecord } from '../records.ts'
import type { NewTrust } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide } from './decide.ts'
import { write } from './events.ts'
import { makeRoomForTrust } from './make-room.ts'
import type { Database, TrustRow } from './tables.ts'

type TrustVerbs = Pick<Store, 'findTrust' | 'endTrust' | 'trustsOf' | 'endTrustOf'>

export function trustVerbs(database: Database, clock: () => number): TrustVerbs {
  return {
    async findTrust(tokenHash) {
      const found = await database
        .selectFrom('keystep_trusted_browsers')
        .select('user_id')
        .where('token_hash', '=', tokenHash)
        .where('expires_at', '>', clock())
        .executeTakeFirst()
      return found === undefined ? null : { userId: found.user_id }
    },
    endTrust: (tokenHash) => endTrust(database, tokenHash),
    async trustsOf(userId) {
      const rows = await database
        .selectFrom('keystep_trusted_browsers')
        .selectAll()
        .where('user_id', '=', userId)
        .where('expires_at', '>', clock())
        .orderBy('created_at', 'desc')
        .execute()
      return rows.map(trustOf)
    },
    endTrustOf: (userId, id, note) =>
      decide(database, async (transaction) => {
        const now = clock()
        const { numDeletedRows } = await transaction
          .deleteFrom('keystep_trusted_browsers')
          .where('id', '=', id)
          .where('user_id', '=', userId)
          .where('expires_at', '>', now)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return false
        await write(transaction, note, now)
        return true
      }),
  }
}

/** Only behind `lockUser`. */
export async function openTrust(
  transaction: Database,
  userId: string,
  { tokenHash, turnHash, lifetime, replaces, browser = null }: NewTrust,
  now: number,
): Promise<void> {
  if (replaces !== null) await endTrust(transaction, replaces)
  await makeRoomForTrust(transaction, userId, now)
  await transaction
    .insertInto('keystep_trusted_browsers')
    .values({
      id: newId(),
      user_id: userId,
      token_hash: tokenHash,
      created_at: now,
      last_used_at: null,
      expires_at: now + lifetime,
      browser,
      turn_hash: turnHash,
      former_turn_hash: null,
      turned_at: null,
    })
    .execute()
}

/** Every trust of a user, but for one. Only behind `lockUser`. */
export async function endTrusts(transaction: Database, userId: string, except: string | null = null): Promise<void> {
  const ofUser = transaction.deleteFrom('keystep_trusted_browsers').where('user_id', '=', userId)
  await (except === null ? ofUser : ofUser.where('token_hash', '<>', except)).execute()
}

function trustOf({ id, token_hash, created_at, last_used_at, expires_at, browser }: TrustRow): TrustRecord {
  const times = { createdAt: created_at, lastUsedAt: last_used_at, expiresAt: expires_at }
  return { id, tokenHash: token_hash, ...times, browser }
}

async function endTrust(database: Database, tokenHash: string): Promise<void> {
  await database.deleteFrom('keystep_trusted_browsers').where('token_hash', '=', tokenHash).execute()
}
