import type { Store } from '../store.ts'
import { sessionsOver } from '../retention.ts'
import { purgeBudgets } from './budgets.ts'
import { skipHeld } from './skip-held.ts'
import type { Database } from './tables.ts'

/** Each table in one statement of its own, whose rows nobody waits for and which waits for none. */
export function purgeVerbs(database: Database, clock: () => number): Pick<Store, 'purge'> {
  return {
    async purge({ limit, eventsFor }) {
      const now = clock()
      let [rows, more] = [0, false]
      for (const purge of [purgePendings, purgeResets, purgeTrusts, purgeChallenges, purgeEnrolments, purgeSessions]) {
        count(await purge(database, now, limit))
      }
      count(await purgeBudgets(database, now, limit))
      if (eventsFor !== undefined) count(await purgeEvents(database, now - eventsFor, limit))
      return { rows, more }

      function count(gone: bigint): void {
        rows += Number(gone)
        more ||= gone >= limit
      }
    },
  }
}

async function purgePendings(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database.selectFrom('keystep_pending_logins').select('token_hash').where('expires_at', '<=', now)
  const rows = database.deleteFrom('keystep_pending_logins')
  const gone = rows.where('token_hash', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}

async function purgeResets(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database.selectFrom('keystep_password_resets').select('token_hash').where('expires_at', '<=', now)
  const rows = database.deleteFrom('keystep_password_resets')
  const gone = rows.where('token_hash', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}

async function purgeTrusts(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database.selectFrom('keystep_trusted_browsers').select('id').where('expires_at', '<=', now)
  const gone = database.deleteFrom('keystep_trusted_browsers').where('id', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}

/** What still holds back the next code stays, even when its own works no longer. */
async function purgeChallenges(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database
    .selectFrom('keystep_challenges')
    .select(['device_id', 'bound_to'])
    .where('expires_at', '<=', now)
    .where('resend_at', '<=', now)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .limit(limit)
  const gone = database
    .deleteFrom('keystep_challenges')
    .where((eb) =>
      eb(eb.refTuple('device_id', 'bound_to'), 'in', skipHeld(database, over).$asTuple('device_id', 'bound_to')),
    )
  return (await gone.executeTakeFirst()).numDeletedRows
}

async function purgeEnrolments(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database
    .selectFrom('keystep_devices')
    .select('id')
    .where('expires_at', '<=', now)
    .where('confirmed_at', 'is', null)
  const gone = database.deleteFrom('keystep_devices').where('id', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}

async function purgeEvents(database: Database, until: number, limit: number): Promise<bigint> {
  const over = database.selectFrom('keystep_events').select('id').where('at', '<=', until)
  const gone = database.deleteFrom('keystep_events').where('id', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}

/** With former tokens, which are no younger than their session. */
async function purgeSessions(database: Database, now: number, limit: number): Promise<bigint> {
  const { idleBy, hostUntil, hostUnseenSince } = sessionsOver(now)
  const over = database
    .selectFrom('keystep_sessions')
    .select('id')
    .where((eb) =>
      eb.or([
        eb('idle_until', '<=', idleBy),
        eb.and([eb('idle_until', '=', hostUntil), eb('last_seen_at', '<=', hostUnseenSince)]),
      ]),
    )
  const gone = database.deleteFrom('keystep_sessions').where('id', 'in', skipHeld(database, over.limit(limit)))
  return (await gone.executeTakeFirst()).numDeletedRows
}
