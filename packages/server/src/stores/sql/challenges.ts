import type { ChallengeRecord } from '../records.ts'
import type { NewChallenge, OpenedChallenge } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { inReach } from './in-reach.ts'
import type { ChallengeRow, Database } from './tables.ts'

type ChallengeVerbs = Pick<Store, 'openChallenge' | 'challengeFailed' | 'findChallenge'>

export function challengeVerbs(database: Database, clock: () => number): ChallengeVerbs {
  return {
    openChallenge: (challenge) => decide(database, (transaction) => open(transaction, challenge, clock())),
    async challengeFailed({ deviceId, boundTo, codeHash }) {
      await database
        .updateTable('keystep_challenges')
        .set({ resend_at: clock() })
        .where('device_id', '=', deviceId)
        .where('bound_to', '=', boundTo)
        .where('code_hash', '=', codeHash)
        .execute()
    },
    async findChallenge(boundTo) {
      const newest = await database
        .selectFrom('keystep_challenges')
        .selectAll()
        .where('bound_to', '=', boundTo)
        .where('expires_at', '>', clock())
        .orderBy('sent_at', 'desc')
        .orderBy('device_id')
        .limit(1)
        .executeTakeFirst()
      return newest === undefined ? null : challengeOf(newest)
    },
  }
}

async function open(
  transaction: Database,
  { userId, deviceId, boundTo, codeHash, lifetime, spacing, enrollingSession }: NewChallenge,
  now: number,
): Promise<OpenedChallenge | null> {
  if ((await lockUser(transaction, userId)) === null) return null
  const device = await transaction
    .selectFrom('keystep_devices')
    .select('locked_until')
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where(inReach(enrollingSession, now))
    .executeTakeFirst()
  if (device === undefined) return null
  const filed = await transaction
    .selectFrom('keystep_challenges')
    .selectAll()
    .where('device_id', '=', deviceId)
    .where('bound_to', '=', boundTo)
    .executeTakeFirst()
  const sent = filed === undefined ? null : challengeOf(filed)
  const lockedUntil = device.locked_until
  if (lockedUntil > now) {
    return { opened: false, challenge: sent !== null && sent.expiresAt > now ? sent : null, lockedUntil, now }
  }
  if (sent !== null && sent.resendAt > now) return { opened: false, challenge: sent, lockedUntil: 0, now }

  // What still holds back the next one is kept, even when its code no longer works.
  const lapsed = transaction.deleteFrom('keystep_challenges').where('device_id', '=', deviceId)
  await lapsed.where('expires_at', '<=', now).where('resend_at', '<=', now).execute()
  const code = { code_hash: codeHash, sent_at: now, resend_at: now + spacing, expires_at: now + lifetime }
  const row = { device_id: deviceId, bound_to: boundTo, ...code }
  await transaction
    .insertInto('keystep_challenges')
    .values(row)
    .onConflict((conflict) => conflict.columns(['device_id', 'bound_to']).doUpdateSet(code))
    .execute()
  return { opened: true, challenge: challengeOf(row), now }
}

function challengeOf(row: ChallengeRow): ChallengeRecord {
  return { deviceId: row.device_id, sentAt: row.sent_at, resendAt: row.resend_at, expiresAt: row.expires_at }
}
