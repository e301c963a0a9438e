import { type ExpressionBuilder, sql } from 'kysely'
import { doublings } from '../doublings.ts'
import type { Attempt, CountedTry, Schedule, Try } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide } from './decide.ts'
import { unwrite, write } from './events.ts'
import { noteOfTry } from '../note-of-try.ts'
import { inReach } from './in-reach.ts'
import { deviceOf, tokensLeft } from './records.ts'
import type { Database, Tables } from './tables.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs(database: Database, clock: () => number): TryVerbs {
  return {
    countTry: (attempt) => decide(database, (transaction) => countOne(transaction, attempt, clock())),
    refundTry: (counted) => decide(database, (transaction) => refund(transaction, counted)),
  }
}

async function countOne(database: Database, attempt: Attempt, now: number): Promise<Try | null> {
  const { userId, deviceId, schedule, enrollingSession, boundTo, event } = attempt
  const counted = await database
    .updateTable('keystep_devices')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      locked_before: eb.ref('locked_until'),
      locked_until: lockedUntil(schedule, now),
    }))
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('locked_until', '<=', now)
    .where(notSuspended(attempt))
    .where(inReach(enrollingSession, now))
    .returningAll()
    .returning(tokensLeft)
    .executeTakeFirst()
  if (counted !== undefined) {
    if (boundTo) await countAgainst(database, deviceId, boundTo, 1)
    const device = deviceOf(counted, now)
    await write(database, noteOfTry(attempt, device), now)
    const known = { ...(boundTo && { boundTo }), ...(event && { eventId: event.id }) }
    return { counted: true, device, lockedBefore: counted.locked_before, now, ...known }
  }
  const locked = await database
    .selectFrom('keystep_devices')
    .select('locked_until')
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where(notSuspended(attempt))
    .where(inReach(enrollingSession, now))
    .executeTakeFirst()
  return locked === undefined ? null : { counted: false, lockedUntil: locked.locked_until, now }
}

function notSuspended({ suspendAfter }: Attempt) {
  return (eb: ExpressionBuilder<Tables, 'keystep_devices'>) =>
    suspendAfter === undefined ? eb.lit(true) : eb('failures', '<', suspendAfter)
}

async function refund(database: Database, { device, lockedBefore, boundTo, eventId }: CountedTry): Promise<void> {
  await database
    .updateTable('keystep_devices')
    .set((eb) => ({
      failures: eb
        .case()
        .when('failures', '>', 0)
        .then(eb('failures', '-', 1))
        .else(0)
        .end(),
      locked_until: eb
        .case()
        .when('locked_until', '=', device.lockedUntil)
        .then(lockedBefore)
        .else(eb.ref('locked_until'))
        .end(),
    }))
    .where('id', '=', device.id)
    .execute()
  if (boundTo) await countAgainst(database, device.id, boundTo, -1)
  if (eventId) await unwrite(database, eventId)
}

/** The code that was sent has its own count. */
async function countAgainst(database: Database, deviceId: string, boundTo: string, change: 1 | -1): Promise<void> {
  await database
    .updateTable('keystep_challenges')
    .set((eb) => ({ tries: eb('tries', '+', change) }))
    .where('device_id', '=', deviceId)
    .where('bound_to', '=', boundTo)
    .execute()
}

/** `waitAfter` one failure more than the row has, as SQL: the columns in it are those before the update. */
function lockedUntil(schedule: Schedule, now: number) {
  const { first, longest, count } = doublings(schedule)
  if (longest === 0) return sql<number>`0`
  const { freeTries } = schedule
  return sql<number>`case
    when failures < ${freeTries} then 0
    when failures - ${freeTries} >= ${count} then ${now + longest}
    else ${now} + (cast(${first} as bigint) << (failures - ${freeTries}))
  end`
}
