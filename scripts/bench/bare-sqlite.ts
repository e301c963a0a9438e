import { DatabaseSync } from 'node:sqlite'
import { type BareStore, type CountedRow, eventColumns, type FoundRow, hour, sessionColumns } from './bare-store.ts'

type EndedRow = { readonly epoch: number; readonly first_factor_at: number }

/** On a connection of its own, set up as Keystep sets up its own. */
export function bareSqlite(path: string): BareStore {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  database.exec('pragma journal_mode = wal; pragma synchronous = normal')
  const [begin, commit, rollback] = ['begin immediate', 'commit', 'rollback'].map((text) => database.prepare(text))
  const count = database.prepare(`
    update keystep_devices set failures = failures + 1, locked_before = locked_until,
      locked_until = case when failures < 4 then 0 else :now + min(30000 << (failures - 4), 3600000) end
    from keystep_pending_logins login join keystep_users user on user.id = login.user_id
    where login.token_hash = :login and login.expires_at > :now and login.epoch = user.epoch and user.disabled = 0
      and keystep_devices.id = :device and keystep_devices.user_id = user.id
      and confirmed_at is not null and locked_until <= :now
    returning user_id, secret, state, counter`)
  const note = database.prepare(
    `insert into keystep_events (${eventColumns}) values (?, ?, 'verification.failed', ?, ?, 'totp', '{}')`,
  )
  const notePassed = database.prepare(
    "update keystep_events set name = 'verification.passed', session_id = ? where id = ?",
  )
  const end = database.prepare(`
    delete from keystep_pending_logins where token_hash = :login and expires_at > :now
      and epoch = (select epoch from keystep_users where id = user_id and disabled = 0)
    returning epoch, first_factor_at`)
  const spend = database.prepare(`
    update keystep_devices set counter = :counter, state = :state, last_used_at = :now, failures = 0, locked_until = 0
    where id = :device and counter < :counter`)
  const open = database.prepare(
    `insert into keystep_sessions (${sessionColumns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, '["pwd","totp"]')`,
  )
  const find = database.prepare(`
    select session.user_id, verified_at from keystep_sessions session join keystep_users user on user.id = session.user_id
    where token_hash = ? and expires_at > ?2 and idle_until > ?2 and session.epoch = user.epoch and disabled = 0`)

  return {
    countTry({ login, deviceId, eventId, now }) {
      begin?.run()
      const counted = count.get({ login, device: deviceId, now }) as CountedRow | undefined
      if (counted) note.run(eventId, now, counted.user_id, deviceId)
      commit?.run()
      return counted
    },
    finish({ login, userId, deviceId, counter, state, tokenHash, sessionId, eventId, now }) {
      begin?.run()
      const ended = end.get({ login, now }) as EndedRow | undefined
      if (!ended || spend.run({ device: deviceId, counter, state, now }).changes === 0) {
        rollback?.run()
        return false
      }
      const { epoch, first_factor_at: firstFactorAt } = ended
      const ends = [now + 24 * hour, now + hour] as const
      notePassed.run(sessionId, eventId)
      open.run(sessionId, tokenHash, userId, epoch, now, now, ...ends, firstFactorAt, now, deviceId)
      commit?.run()
      return true
    },
    findSession: (tokenHash, now) => find.get(tokenHash, now) as FoundRow | undefined,
    close: () => database.close(),
  }
}
