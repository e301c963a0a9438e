import { Pool } from 'pg'
import { type BareStore, type CountedRow, eventColumns, type FoundRow, hour, sessionColumns } from './bare-store.ts'

const count = `
  with counted as (
    update keystep_devices device set failures = failures + 1, locked_before = locked_until,
      locked_until = case when failures < 4 then 0 else $3::bigint + least(30000::bigint << (failures - 4), 3600000) end
    from keystep_pending_logins login join keystep_users on keystep_users.id = login.user_id
    where login.token_hash = $1 and login.expires_at > $3 and login.epoch = keystep_users.epoch and disabled = 0
      and device.id = $2 and device.user_id = keystep_users.id and confirmed_at is not null and locked_until <= $3
    returning device.user_id, secret, state, counter::float8
  ), noted as (
    insert into keystep_events (${eventColumns})
    select $4, $3::bigint, 'verification.failed', user_id, $2, 'totp', '{}' from counted
  )
  select * from counted`

const finish = `
  with ended as (
    delete from keystep_pending_logins login using keystep_users
    where login.token_hash = $1 and login.expires_at > $2 and keystep_users.id = login.user_id
      and login.epoch = keystep_users.epoch and disabled = 0
    returning login.user_id, login.epoch, first_factor_at
  ), spent as (
    update keystep_devices device set counter = $3, state = $4, last_used_at = $2, failures = 0, locked_until = 0
    from ended where device.id = $5 and device.user_id = ended.user_id and counter < $3
    returning device.id
  ), noted as (
    update keystep_events set name = 'verification.passed', session_id = $6 from spent where keystep_events.id = $8
  )
  insert into keystep_sessions (${sessionColumns})
  select $6, $7, ended.user_id, epoch, $2, $2, $2 + ${24 * hour}, $2 + ${hour}, first_factor_at, $2, spent.id, 0,
    '["pwd","totp"]'
  from ended, spent`

const find = `
  select session.user_id, verified_at::float8 from keystep_sessions session
  join keystep_users on keystep_users.id = session.user_id
  where token_hash = $1 and expires_at > $2 and idle_until > $2 and session.epoch = keystep_users.epoch and disabled = 0`

/** Two round trips for a sign-in: the count, and one statement that is the whole transaction. */
export function barePostgres(url: string): BareStore {
  const pool = new Pool({ connectionString: url, max: 10 })
  return {
    async countTry({ login, deviceId, eventId, now }) {
      const values = [login, deviceId, now, eventId]
      const { rows } = await pool.query<CountedRow>({ name: 'count', text: count, values })
      return rows[0]
    },
    async finish({ login, now, counter, state, deviceId, sessionId, tokenHash, eventId }) {
      const values = [login, now, counter, state, deviceId, sessionId, tokenHash, eventId]
      const { rowCount } = await pool.query({ name: 'finish', text: finish, values })
      return rowCount === 1
    },
    async findSession(tokenHash, now) {
      const { rows } = await pool.query<FoundRow>({ name: 'find', text: find, values: [tokenHash, now] })
      return rows[0]
    },
    close: () => pool.end(),
  }
}
