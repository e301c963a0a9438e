import { sql } from 'kysely'
import { doublings } from '../doublings.ts'
import type { Schedule } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { inReach } from './in-reach.ts'
import { deviceOf, tokensLeft } from './records.ts'
import type { Database } from './tables.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs(database: Database, clock: () => number): TryVerbs {
  return {
    async countTry({ userId, deviceId, schedule, enrollingSession }) {
      const now = clock()
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
        return { counted: true, device: deviceOf(counted, now), lockedBefore: counted.locked_before, now }
      }
      const locked = await database
        .selectFrom('keystep_devices')
        .select('locked_until')
        .where('id', '=', deviceId)
        .where('user_id', '=', userId)
        .where(inReach(enrollingSession, now))
        .executeTakeFirst()
      return locked === undefined ? null : { counted: false, lockedUntil: locked.locked_until, now }
    },
    async refundTry({ device, lockedBefore }) {
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
    },
  }
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
