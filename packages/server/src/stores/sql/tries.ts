import { isPostgres } from './is-postgres.ts'
import type { Note } from '../event-requests.ts'
import type { Attempt, CountedTry, Try } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { countAtOnce } from './count-at-once.ts'
import { type Count, countConfirmed, counting, countOf } from './counting.ts'
import { decide } from './decide.ts'
import { unwrite, write } from './events.ts'
import { noteOfTry } from '../note-of-try.ts'
import { inReach } from './in-reach.ts'
import { deviceOf, type FoundDevice } from './records.ts'
import type { Database } from './tables.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs(database: Database, clock: () => number): TryVerbs {
  return {
    countTry: (attempt) =>
      isPlain(database, attempt)
        ? countPlain(database, attempt, clock())
        : decide(database, (transaction) => countOne(transaction, attempt, clock())),
    refundTry: (counted) =>
      decide(database, async (transaction, refuse) => {
        await refund(transaction, counted)
        // Last, as the commit that uses a try up comes to these rows in the same order.
        if (counted.event && !(await unwrite(transaction, counted.event))) refuse(undefined)
      }),
  }
}

async function countOne(database: Database, attempt: Attempt, now: number): Promise<Try | null> {
  const { deviceId, enrollingSession, boundTo } = attempt
  const count = countOf(attempt, now)
  const [counted] =
    enrollingSession === undefined
      ? (await countConfirmed(database, count)).rows
      : await counting(database, count).where(inReach(enrollingSession, now)).execute()
  if (counted === undefined) return await refusal(database, count, enrollingSession)
  if (boundTo) await countAgainst(database, deviceId, boundTo, 1)
  const note = noteOfTry(attempt, counted)
  await write(database, note, now)
  return triedOf(counted, attempt, note, now)
}

/** Whether PostgreSQL can do it in one statement. */
function isPlain(database: Database, { enrollingSession, boundTo, event }: Attempt): boolean {
  return isPostgres(database) && enrollingSession === undefined && boundTo === undefined && event !== undefined
}

async function countPlain(database: Database, attempt: Attempt, now: number): Promise<Try | null> {
  const { event } = attempt
  const count = countOf(attempt, now)
  const counted = event && (await countAtOnce(database, count, event))
  return counted ? triedOf(counted, attempt, noteOfTry(attempt, counted), now) : await refusal(database, count)
}

function triedOf(counted: FoundDevice, { boundTo }: Attempt, note: Note | undefined, now: number): CountedTry {
  const [event] = note?.events ?? []
  const known = { ...(boundTo && { boundTo }), ...(event && { event }) }
  return { counted: true, device: deviceOf(counted, now), lockedBefore: counted.locked_before, now, ...known }
}

/** Why it was not counted: it has to wait, or there is nothing that could be tried. */
async function refusal(
  database: Database,
  { userId, deviceId, suspendAfter, now }: Count,
  enrollingSession?: string,
): Promise<Try | null> {
  const locked = await database
    .selectFrom('keystep_devices')
    .select('locked_until')
    .where('id', '=', deviceId)
    .where('user_id', '=', userId)
    .where('failures', '<', suspendAfter)
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
