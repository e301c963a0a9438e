import { sql } from 'kysely'
import { doublings } from '../doublings.ts'
import type { Attempt, CountedTry, Schedule, Try } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide } from './decide.ts'
import { inReach } from './in-reach.ts'
import { deviceOf, tokensLeft } from './records.ts'
import type { Database } from './tables.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs(database: Database, clock: () => number): TryVerbs {
  return {
    // One statement is a commit of its own; with the count of a code that was sent it takes two.
    countTry: (attempt) =>
      attempt.boundTo === undefined
        ? countOne(database, attempt, clock())
        : decide(database, (transaction) => countOne(transaction, attempt, clock())),
    refundTry: (counted) =>
      counted.boundTo === undefined
        ? refund(database, counted)
        : decide(database, (transaction) => refund(transaction, counted)),
  }
}

async function countOne(
  database: Database,
  { userId, deviceId, schedule, enrollingSession, boundTo }: Attempt,
  now: number,
): Promise<Try | null> {
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
    .where(inReach(enrollingSession, now))
    .returningAll()
    .returning(tokensLeft)
    .executeTakeFirst()
  if (counted !== undefined) {
    if (boundTo) await countAgainst(database, deviceId, boundTo, 1)
    const device = deviceOf(counted, now)
    return { counted: true, device, lockedBefore: counted.locked_before, now, ...(boundTo && { boundTo }) }
  }
  const locked = await database
    .selectFrom('keystep_devices')
    .select('locked_until')
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where(inReach(enrollingSession, now))
    .executeTakeFirst()
  return locked === undefined ? null : { counted: false, lockedUntil: locked.locked_until, now }
}

async function refund(database: Database, { device, lockedBefore, boundTo }: CountedTry): Promise<void> {
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
