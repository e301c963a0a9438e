import { newId } from '../new-id.ts'
import type { NewTrust } from '../store-requests.ts'
import type { Store } from '../store.ts'
import type { Database } from './tables.ts'

type TrustVerbs = Pick<Store, 'findTrust' | 'endTrust'>

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
  }
}

/** Only behind `lockUser`. */
export async function openTrust(
  transaction: Database,
  userId: string,
  { tokenHash, lifetime, replaces }: NewTrust,
  now: number,
): Promise<void> {
  if (replaces !== null) await endTrust(transaction, replaces)
  const ofUser = transaction.deleteFrom('keystep_trusted_browsers').where('user_id', '=', userId)
  await ofUser.where('expires_at', '<=', now).execute()
  await transaction
    .insertInto('keystep_trusted_browsers')
    .values({
      id: newId(),
      user_id: userId,
      token_hash: tokenHash,
      created_at: now,
      last_used_at: null,
      expires_at: now + lifetime,
    })
    .execute()
}

/** Notes that a trust was used. False when it is no live one of this user's. Only behind `lockUser`. */
export async function useTrust(
  transaction: Database,
  userId: string,
  tokenHash: string,
  now: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('keystep_trusted_browsers')
    .set({ last_used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('user_id', '=', userId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Every trust of a user. Only behind `lockUser`. */
export async function endTrusts(transaction: Database, userId: string): Promise<void> {
  await transaction.deleteFrom('keystep_trusted_browsers').where('user_id', '=', userId).execute()
}

async function endTrust(database: Database, tokenHash: string): Promise<void> {
  await database.deleteFrom('keystep_trusted_browsers').where('token_hash', '=', tokenHash).execute()
}
