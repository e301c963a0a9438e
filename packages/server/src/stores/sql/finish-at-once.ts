import { isPostgres } from './is-postgres.ts'
import { sql } from 'kysely'
import { newId } from '../new-id.ts'
import type { Finished, FinishLogin } from '../store-requests.ts'
import { rowOf } from './events.ts'
import { prepare } from './prepare.ts'
import { userOf } from './records.ts'
import type { Database, EventRow, UserRow } from './tables.ts'

/** A login that is finished by a code of an authenticator app, without more: nearly all of them. */
type Plain = FinishLogin & { readonly use: { readonly kind: 'counter' } }

/** Whether PostgreSQL can decide it in one statement. SQLite has none that writes to several tables. */
export function isPlain(database: Database, { use, trust, note }: FinishLogin): boolean {
  const { events, messages } = note ?? { events: [], messages: [] }
  return isPostgres(database) && use.kind === 'counter' && trust === null && events.length <= 1 && messages.length === 0
}

/** `finishLogin` as one statement, which is one round trip where a transaction takes nine. */
export async function finishAtOnce(database: Database, finish: FinishLogin, now: number): Promise<Finished> {
  const { deviceId, session, note } = finish
  const id = newId()
  const [event] = note?.events ?? []
  const input = { finish: finish as Plain, id, now, event: event ? rowOf(event, now, id) : null }
  const [row] = (await finishPlain(database, input)).rows
  const { device_method: method, device_name: name, first_factor_at: firstFactorAt } = row ?? {}
  if (row === undefined || !row.is_alive) return { ok: false, reason: 'expired' }
  if (method == null || name == null || firstFactorAt == null) return { ok: false, reason: 'used' }
  return {
    ok: true,
    session: {
      id,
      user: userOf(row),
      createdAt: now,
      lastSeenAt: now,
      expiresAt: now + session.lifetimes.absolute,
      firstFactorAt,
      verifiedAt: now,
      device: { id: deviceId, method, name },
      trusted: false,
      browser: session.browser ?? null,
      amr: [...session.amr],
      hasDevice: true,
      former: false,
      now,
    },
  }
}

type Input = {
  readonly finish: Plain
  readonly id: string
  readonly now: number
  readonly event: EventRow | null
}

type Row = UserRow & {
  readonly is_alive: boolean
  readonly device_method: string | null
  readonly device_name: string | null
  readonly first_factor_at: number | null
}

const users = sql.table('keystep_users')
const pendings = sql.table('keystep_pending_logins')
const devices = sql.table('keystep_devices')
const sessions = sql.table('keystep_sessions')
const events = sql.table('keystep_events')

/**
 * Its parts see the tables as they were when it began, and wait for who is at work on a row; `for update` then judges what
 * that one left. So the user is taken first, as `lockUser` does, and what may not be used twice is taken before it is
 * written.
 */
const finishPlain = prepare<Input, Row>((database, given) => {
  const now = sql`cast(${given((input) => input.now)} as bigint)`
  const later = (lifetime: 'idle' | 'absolute') =>
    sql`cast(${given(({ finish, now: at }) => at + finish.session.lifetimes[lifetime])} as bigint)`
  const text = (read: (input: Input) => string | null) => sql`cast(${given(read)} as text)`
  const counter = sql`cast(${given(({ finish }) => finish.use.counter)} as bigint)`
  const ofEvent = (column: Exclude<keyof EventRow, 'at'>) => text(({ event }) => event?.[column] ?? null)
  const statement = sql<Row>`
    with locked as (
      update ${users} set epoch = epoch where id = ${text(({ finish }) => finish.pending.user.id)} returning *
    ), alive as (
      select pending.token_hash, pending.first_factor_at from ${pendings} pending, locked
      where pending.token_hash = ${text(({ finish }) => finish.pending.tokenHash)}
        and pending.user_id = locked.id and pending.epoch = locked.epoch and locked.disabled = 0
        and (pending.expires_at is null or pending.expires_at > ${now})
      for update of pending
    ), unused as (
      select device.id, device.method, device.name from ${devices} device, locked
      where device.id = ${text(({ finish }) => finish.deviceId)} and device.user_id = locked.id
        and device.confirmed_at is not null and device.counter < ${counter}
      for update of device
    ), ended as (
      delete from ${pendings} pending using alive, unused where pending.token_hash = alive.token_hash
      returning pending.first_factor_at
    ), spent as (
      update ${devices} device set last_used_at = ${now}, failures = 0, locked_until = 0, counter = ${counter},
        state = ${text(({ finish }) => finish.use.state)}
      from ended, unused where device.id = unused.id
    ), opened as (
      insert into ${sessions} (id, token_hash, user_id, former_of, epoch, created_at, last_seen_at, expires_at, idle_until,
        first_factor_at, verified_at, device_id, trusted, amr, browser)
      select ${text(({ id }) => id)}, ${text(({ finish }) => finish.session.tokenHash)}, locked.id, null, locked.epoch,
        ${now}, ${now}, ${later('absolute')}, ${later('idle')}, ended.first_factor_at, ${now}, unused.id, 0,
        ${text(({ finish }) => JSON.stringify(finish.session.amr))}, ${text(({ finish }) => finish.session.browser ?? null)}
      from locked, unused, ended
      returning id
    ), noted as (
      insert into ${events} (id, at, name, user_id, actor_id, device_id, device_method, device_name, session_id, address,
        browser, detail)
      select ${ofEvent('id')}, ${now}, ${ofEvent('name')}, ${ofEvent('user_id')}, ${ofEvent('actor_id')},
        ${ofEvent('device_id')}, ${ofEvent('device_method')}, ${ofEvent('device_name')}, opened.id, ${ofEvent('address')},
        ${ofEvent('browser')}, ${ofEvent('detail')}
      from opened where ${ofEvent('id')} is not null
      on conflict (id) do update set name = excluded.name, session_id = excluded.session_id, detail = excluded.detail
    )
    select locked.*, alive.token_hash is not null as is_alive, unused.method as device_method,
      unused.name as device_name, ended.first_factor_at
    from locked left join alive on true left join unused on true left join ended on true`
  return { compile: () => statement.compile(database) }
})
