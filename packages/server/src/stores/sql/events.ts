import { skipHeld } from './skip-held.ts'
import type {
  ClaimedMessage,
  EventName,
  EventRecord,
  EventVerbs,
  NewEvent,
  Note,
  WrittenEvent,
} from '../event-requests.ts'
import { decide } from './decide.ts'
import { prepare, slotsOf } from './prepare.ts'
import type { Database, EventRow } from './tables.ts'

export function eventVerbs(database: Database, clock: () => number): EventVerbs {
  return {
    note: (note) => decide(database, (transaction) => write(transaction, note, clock())),
    async eventsOf(userId, { limit, before }) {
      const older = database
        .selectFrom('keystep_events')
        .select(['at', 'id'])
        .where('id', '=', before ?? '')
      const last = before === undefined ? undefined : await older.where('user_id', '=', userId).executeTakeFirst()
      if (before !== undefined && last === undefined) return []
      const ofUser = database.selectFrom('keystep_events').selectAll().where('user_id', '=', userId)
      const page = last
        ? ofUser.where((eb) => eb.or([eb('at', '<', last.at), eb('at', '=', last.at).and('id', '<', last.id)]))
        : ofUser
      const rows = await page.orderBy('at', 'desc').orderBy('id', 'desc').limit(limit).execute()
      return rows.map(eventOf)
    },
    claimMessages: ({ limit, lease }) => decide(database, (transaction) => claim(transaction, limit, lease, clock())),
    async messageSent(id) {
      await database.deleteFrom('keystep_outbox').where('id', '=', id).execute()
    },
    async messageFailed({ id, leasedUntil }, wait) {
      if (wait === null) {
        await database.deleteFrom('keystep_outbox').where('id', '=', id).where('due_at', '=', leasedUntil).execute()
        return
      }
      const due_at = clock() + wait
      const waiting = database.updateTable('keystep_outbox').set({ due_at })
      await waiting.where('id', '=', id).where('due_at', '=', leasedUntil).execute()
    },
  }
}

/** Only in the transaction of the verdict that it tells of. */
export async function write(transaction: Database, note: Note | undefined, now: number, sessionId?: string) {
  if (note === undefined) return
  const { events, messages } = note
  for (const event of events) await writeEvent(transaction, rowOf(event, now, sessionId))
  if (messages.length > 0) {
    const times = { created_at: now, due_at: now, tries: 0 }
    await transaction
      .insertInto('keystep_outbox')
      .values(messages.map(({ id, userId, sealed }) => ({ id, user_id: userId, sealed, ...times })))
      .execute()
  }
}

const eventColumns = [
  'id',
  'at',
  'name',
  'user_id',
  'actor_id',
  'device_id',
  'device_method',
  'device_name',
  'session_id',
  'address',
  'browser',
  'detail',
] as const

const writeEvent = prepare<EventRow, unknown>((database, given) =>
  database
    .insertInto('keystep_events')
    .values(slotsOf(eventColumns, given))
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((eb) => ({
        name: eb.ref('excluded.name'),
        session_id: eb.ref('excluded.session_id'),
        detail: eb.ref('excluded.detail'),
      })),
    ),
)

/** What was taken back never happened. False: another event took its place, and it did. */
export async function unwrite(transaction: Database, { id, name }: WrittenEvent): Promise<boolean> {
  const event = transaction.deleteFrom('keystep_events').where('id', '=', id).where('name', '=', name)
  return (await event.executeTakeFirst()).numDeletedRows > 0n
}

async function claim(transaction: Database, limit: number, lease: number, now: number): Promise<ClaimedMessage[]> {
  const due = transaction
    .selectFrom('keystep_outbox')
    .select('id')
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
  const rows = await transaction
    .updateTable('keystep_outbox')
    .set((eb) => ({ due_at: now + lease, tries: eb('tries', '+', 1) }))
    .where('id', 'in', skipHeld(transaction, due))
    .returningAll()
    .execute()
  const claimed = rows.toSorted((one, other) => one.created_at - other.created_at)
  return claimed.map(({ id, user_id, sealed, tries, due_at }) => ({
    id,
    userId: user_id,
    sealed,
    tries,
    leasedUntil: due_at,
  }))
}

export function rowOf({ device, ...event }: NewEvent, at: number, sessionId: string | undefined): EventRow {
  return {
    id: event.id,
    at,
    name: event.name,
    user_id: event.userId,
    actor_id: event.actorId,
    device_id: device?.id ?? null,
    device_method: device?.method ?? null,
    device_name: device?.name ?? null,
    session_id: sessionId ?? event.sessionId,
    address: event.address,
    browser: event.browser,
    detail: JSON.stringify(event.detail),
  }
}

function eventOf({ device_id: id, device_method: method, device_name: name, ...row }: EventRow): EventRecord {
  return {
    id: row.id,
    at: row.at,
    name: row.name as EventName,
    userId: row.user_id,
    actorId: row.actor_id,
    device: id === null || method === null || name === null ? null : { id, method, name },
    sessionId: row.session_id,
    address: row.address,
    browser: row.browser,
    detail: JSON.parse(row.detail) as EventRecord['detail'],
  }
}
