import type { Confirmation, Confirmed, NewEnrolment } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { blankDevice } from './blank-device.ts'
import { hasRoomForDevice } from './make-room.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { deviceOf, selectDevices } from './records.ts'
import { rotate } from './rotate.ts'
import { aliveSession, sessionRecord } from './session-record.ts'
import { withMethodOf } from './sessions.ts'
import { spend } from './spend.ts'
import type { Database } from './tables.ts'
import { hasLiveTokens, openTokenDevice } from './token-device.ts'
import { endTrusts } from './trusts.ts'

type EnrolmentVerbs = Pick<Store, 'beginEnrolment' | 'findEnrolment' | 'confirmEnrolment'>

export function enrolmentVerbs(database: Database, clock: () => number): EnrolmentVerbs {
  return {
    beginEnrolment: (enrolment) => decide(database, (transaction) => begin(transaction, enrolment, clock())),
    async findEnrolment(sessionId) {
      const now = clock()
      const row = await selectEnrolment(database, sessionId, now).executeTakeFirst()
      return row === undefined ? null : deviceOf(row, now)
    },
    confirmEnrolment: (confirmation) =>
      decide<Confirmed>(database, (transaction, refuse) => confirm(transaction, confirmation, clock(), refuse)),
  }
}

function selectEnrolment(database: Database, sessionId: string, now: number) {
  return selectDevices(database)
    .where('session_id', '=', sessionId)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now)
}

async function begin(transaction: Database, { sessionId, requestKey, lifetime, device }: NewEnrolment, now: number) {
  const user = await lockUser(transaction, device.userId)
  const session = user && (await aliveSession(transaction, user, sessionId, now))
  if (user === null || session === null) return null
  const begun = await selectEnrolment(transaction, sessionId, now).executeTakeFirst()
  if (begun?.request_key === requestKey) return { device: deviceOf(begun, now), created: false }
  if (!device.lastResort && !(await hasRoomForDevice(transaction, user.id))) return 'conflict'
  await transaction.deleteFrom('keystep_devices').where('session_id', '=', sessionId).execute()
  const row = await transaction
    .insertInto('keystep_devices')
    .values({
      ...blankDevice,
      id: device.id,
      user_id: user.id,
      method: device.method,
      name: device.name,
      destination: device.destination,
      last_resort: Number(device.lastResort),
      secret: device.secret,
      state: device.state,
      created_at: now,
      expires_at: now + lifetime,
      session_id: sessionId,
      request_key: requestKey,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return { device: deviceOf({ ...row, tokens_left: 0 }, now), created: true }
}

async function confirm(
  transaction: Database,
  { userId, deviceId, use, freshSince, tokens, note, ...rotation }: Confirmation,
  now: number,
  refuse: (answer: Confirmed) => never,
): Promise<Confirmed> {
  const user = await lockUser(transaction, userId)
  const session = user && (await aliveSession(transaction, user, rotation.sessionId, now))
  if (user === null || session === null) return { ok: false, reason: 'expired' }
  const device = await selectEnrolment(transaction, session.id, now).executeTakeFirst()
  if (device?.id !== deviceId || device.user_id !== userId) return { ok: false, reason: 'expired' }
  // Others were confirmed since this one was begun.
  if (device.last_resort === 0 && !(await hasRoomForDevice(transaction, userId)))
    return { ok: false, reason: 'expired' }
  const { latest } = await transaction
    .selectFrom('keystep_devices')
    .where('user_id', '=', userId)
    .select((eb) => eb.fn.max('confirmed_at').as('latest'))
    .executeTakeFirstOrThrow()
  const overtaken = latest !== null && latest > device.created_at
  if (overtaken) {
    const { verifiedAt } = await sessionRecord(transaction, session.id, now)
    if ((verifiedAt ?? 0) < freshSince) return { ok: false, reason: 'stale' }
  }

  const spent = await spend(transaction, { userId, deviceId, confirmed: false }, use, now)
  if (!spent) return refuse({ ok: false, reason: 'used' })
  const first = latest === null
  await transaction
    .updateTable('keystep_devices')
    .set({ confirmed_at: now, is_default: Number(first), expires_at: null, session_id: null, request_key: null })
    .where('id', '=', deviceId)
    .execute()
  if (first) await raiseEpoch(transaction, user, now, session.id)
  else await endTrusts(transaction, userId)
  if (first && tokens !== null && !(await hasLiveTokens(transaction, userId))) {
    await openTokenDevice(transaction, userId, tokens, now)
  }
  const amr = await withMethodOf(transaction, deviceId, session.amr)
  await rotate(transaction, rotation, now, { verified_at: now, device_id: deviceId, trusted: 0, amr })
  await write(transaction, note, now)
  return { ok: true, session: await sessionRecord(transaction, session.id, now), first }
}
