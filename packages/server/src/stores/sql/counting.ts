import { sql } from 'kysely'
import { doublings } from '../doublings.ts'
import type { Attempt } from '../store-requests.ts'
import { prepare, slotsOf } from './prepare.ts'
import { type FoundDevice, tokensLeft } from './records.ts'
import type { Database } from './tables.ts'

/** One more failure, in numbers: the schedule of waits, and when the device is suspended. */
export type Count = {
  readonly userId: string
  readonly deviceId: string
  readonly now: number
  readonly suspendAfter: number
  readonly freeTries: number
  readonly first: number
  readonly count: number
  readonly longestUntil: number
}

/** As many as a column of failures can hold. */
const never = 2 ** 31 - 1

export function countOf({ userId, deviceId, schedule, suspendAfter = never }: Attempt, now: number): Count {
  const { first, longest, count } = doublings(schedule)
  const { freeTries } = schedule
  const longestUntil = longest === 0 ? 0 : now + longest
  return { userId, deviceId, now, suspendAfter, freeTries, first, count, longestUntil }
}

/** Counts it, unless the device is locked or suspended. `waitAfter` as SQL: the columns in it are those from before. */
export function counting(database: Database, values: Count) {
  const { userId, deviceId, now, suspendAfter, freeTries, first, count, longestUntil } = values
  return database
    .updateTable('keystep_devices')
    .set((eb) => ({
      failures: eb('failures', '+', 1),
      locked_before: eb.ref('locked_until'),
      locked_until: sql<number>`case
        when failures < ${freeTries} then 0
        when failures - ${freeTries} >= ${count} then ${longestUntil}
        else ${now} + (cast(${first} as bigint) << (failures - ${freeTries}))
      end`,
    }))
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('locked_until', '<=', now)
    .where('failures', '<', suspendAfter)
    .returningAll()
    .returning(tokensLeft)
}

export const countFields = [
  'userId',
  'deviceId',
  'now',
  'suspendAfter',
  'freeTries',
  'first',
  'count',
  'longestUntil',
] as const

export const countConfirmed = prepare<Count, FoundDevice>((database, given) =>
  counting(database, slotsOf(countFields, given)).where('confirmed_at', 'is not', null),
)
