import type { FiledChallenge, NewChallenge, OpenedChallenge } from '../challenge-requests.ts'
import type { ChallengeRecord } from '../records.ts'
import type { Store } from '../store.ts'
import { charge, forgoWait } from './budgets.ts'
import { decide, lockUser } from './decide.ts'
import { unwrite, write } from './events.ts'
import { inReach } from './in-reach.ts'
import type { ChallengeRow, Database } from './tables.ts'

type ChallengeVerbs = Pick<
  Store,
  'openChallenge' | 'challengeSent' | 'challengeFailed' | 'findChallenge' | 'findSpoken'
>

export function challengeVerbs(database: Database, clock: () => number): ChallengeVerbs {
  return {
    openChallenge: (challenge) => decide(database, (transaction) => open(transaction, challenge, clock())),
    async challengeSent(filed) {
      await theOne(database, filed).set({ leased_until: null }).execute()
    },
    challengeFailed: (filed) =>
      decide(database, async (transaction) => {
        const failed = theOne(transaction, filed).set({ leased_until: null, resend_at: clock() })
        const { subjects = '[]' } = (await failed.returning('subjects').executeTakeFirst()) ?? {}
        await forgoWait(transaction, JSON.parse(subjects) as string[])
        for (const event of filed.note?.events ?? []) await unwrite(transaction, event)
      }),
    async findChallenge(boundTo) {
      const now = clock()
      const newest = await database
        .selectFrom('keystep_challenges')
        .selectAll()
        .where('bound_to', '=', boundTo)
        .where('expires_at', '>', now)
        .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '>', now)]))
        .orderBy('sent_at', 'desc')
        .orderBy('device_id')
        .limit(1)
        .executeTakeFirst()
      return newest === undefined ? null : challengeOf(newest)
    },
    async findSpoken(hookHash) {
      const row = await database
        .selectFrom('keystep_challenges as challenge')
        .innerJoin('keystep_devices as device', 'device.id', 'challenge.device_id')
        .select(['device.user_id', 'challenge.device_id', 'challenge.bound_to', 'challenge.sealed_code'])
        .where('hook_hash', '=', hookHash)
        .where('challenge.expires_at', '>', clock())
        .executeTakeFirst()
      if (row === undefined || row.sealed_code === null) return null
      return { userId: row.user_id, deviceId: row.device_id, boundTo: row.bound_to, sealedCode: row.sealed_code }
    },
  }
}

async function open(transaction: Database, wanted: NewChallenge, now: number): Promise<OpenedChallenge | null> {
  const { userId, deviceId, boundTo, enrollingSession, lifetime, spacing, lease, spoken } = wanted
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
  const sent = filed === undefined || wasLost(filed, now) ? null : challengeOf(filed)
  const challenge = sent !== null && sent.expiresAt > now ? sent : null
  if (device.locked_until > now) return { opened: false, reason: 'locked', until: device.locked_until, challenge, now }
  if (sent !== null && sent.resendAt > now) return { opened: false, reason: 'sent', challenge: sent, now }
  const charged = await charge(transaction, wanted.budgets, now)
  if ('refusedUntil' in charged) {
    return { opened: false, reason: 'budget', until: charged.refusedUntil, challenge, now }
  }

  // What still holds back the next one is kept, even when its code no longer works.
  const lapsed = transaction.deleteFrom('keystep_challenges').where('device_id', '=', deviceId)
  await lapsed.where('expires_at', '<=', now).where('resend_at', '<=', now).execute()
  const code = {
    code_hash: wanted.codeHash,
    sent_at: now,
    resend_at: Math.max(now + spacing, ...charged.map(({ nextAt }) => nextAt)),
    expires_at: now + lifetime,
    count: (filed?.count ?? 0) + 1,
    tries: 0,
    leased_until: now + lease,
    subjects: JSON.stringify(charged.map(({ subject }) => subject)),
    hook_hash: spoken?.hookHash ?? null,
    sealed_code: spoken?.sealedCode ?? null,
  }
  const row = { device_id: deviceId, bound_to: boundTo, ...code }
  await transaction
    .insertInto('keystep_challenges')
    .values(row)
    .onConflict((conflict) => conflict.columns(['device_id', 'bound_to']).doUpdateSet(code))
    .execute()
  await write(transaction, wanted.note, now)
  return { opened: true, challenge: challengeOf(row), now }
}

function theOne(database: Database, { deviceId, boundTo, codeHash }: FiledChallenge) {
  const ofDevice = database.updateTable('keystep_challenges').where('device_id', '=', deviceId)
  return ofDevice.where('bound_to', '=', boundTo).where('code_hash', '=', codeHash)
}

/** Nobody said that it was handed on: whoever should have, died. */
function wasLost({ leased_until }: ChallengeRow, now: number): boolean {
  return leased_until !== null && leased_until <= now
}

function challengeOf({ device_id, sent_at, resend_at, expires_at, count }: ChallengeRow): ChallengeRecord {
  return { deviceId: device_id, sentAt: sent_at, resendAt: resend_at, expiresAt: expires_at, count }
}
