import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../node/open-database.ts'
import { migrate, migrations } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import { storeSuite } from './store-suite/store-suite.ts'
import type { Store } from './store.ts'

const folder = mkdtempSync(join(tmpdir(), 'keystep-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
const newFile = () => `file:${join(folder, `${++files}.db`)}`

storeSuite('in SQLite, on two connections of one process', async (clock) => {
  const url = newFile()
  const databases = [openDatabase(url), openDatabase(url)] as const
  await migrate(databases[0])
  const stores = databases.map((database) => sqlStore(database, { clock }))
  let calls = 0
  const store = new Proxy({} as Store, {
    get: (_, verb: keyof Store) => stores[++calls % stores.length]?.[verb],
  })
  return { store, close: async () => void (await Promise.all(databases.map((database) => database.destroy()))) }
})

test('migrating again changes nothing', async () => {
  const database = openDatabase(newFile())
  const schema = async () => (await sql`select name, sql from sqlite_schema order by name`.execute(database)).rows
  await migrate(database)
  const before = await schema()
  const user = await sqlStore(database).saveUser({ id: 'ada', identifier: 'ada' })
  await migrate(database)
  expect(await schema()).toEqual(before)
  expect(await sqlStore(database).findUser('ada')).toEqual(user)
  await database.destroy()
})

test('a database of the first migration is brought up to date with what is in it', async () => {
  const database = openDatabase(newFile())
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: async () => migrations },
    migrationTableName: 'keystep_migrations',
    migrationLockTableName: 'keystep_migration_lock',
  })
  const { error } = await migrator.migrateTo('0001-create-tables')
  expect(error).toBeUndefined()
  for (const statement of rowsOfTheFirstMigration) await sql.raw(statement).execute(database)
  await migrate(database)

  const store = sqlStore(database, { clock: () => 1000 })
  const user = await store.findUser('ada')
  expect(await store.findPassword('ada')).toEqual({ user, hash: 'hash' })
  expect(await store.findSession('session')).toMatchObject({ user: { epoch: 7 }, device: { id: 'd1' }, verifiedAt: 2 })
  expect(await store.sessionsOf('ada')).toMatchObject([{ id: 's1', browser: null }])
  const pending = await store.findPending('pending')
  if (pending === null) throw new Error('no pending login')
  const lifetimes = { idle: 1000, absolute: 1000 }
  const session = { tokenHash: 'next', lifetimes, amr: [] }
  const trust = { tokenHash: 'browser', turnHash: 'turn', lifetime: 1000, replaces: null }
  const finish = async (counter: number) =>
    await store.finishLogin({ pending, deviceId: 'd1', use: { kind: 'counter', counter, state: '{}' }, trust, session })
  expect(await finish(5)).toEqual({ ok: false, reason: 'used' })
  expect(await finish(6)).toMatchObject({ ok: true })
  expect(await store.usersNamed('ada')).toEqual([user])
  const opening = { tokenHash: 'trusted', userId: 'ada', epoch: 7, amr: [], lifetimes }
  const held = { tokenHash: 'browser', turnHash: 'turn', nextHash: 'next' }
  expect(await store.openTrustedSession({ ...opening, trust: held })).toMatchObject({ opened: true })
  const times = { lifetime: 1000, spacing: 1000, lease: 1000 }
  const challenge = { userId: 'ada', deviceId: 'd1', boundTo: 'x', codeHash: 'code', ...times, budgets: [] }
  expect(await store.openChallenge(challenge)).toMatchObject({ opened: true })
  expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'new' })).toMatchObject({ id: 'ada' })
  await database.destroy()
})

const rowsOfTheFirstMigration = [
  `insert into keystep_users (id, identifier, email_verified, staff, disabled, epoch) values ('ada', 'ada', 0, 0, 0, 7)`,
  `insert into keystep_passwords (user_id, identifier, hash) values ('ada', 'ada', 'hash')`,
  `insert into keystep_password_resets (token_hash, user_id, expires_at) values ('reset', 'ada', 2000)`,
  `insert into keystep_pending_logins (token_hash, user_id, epoch, first_factor_at, expires_at, amr)
     values ('pending', 'ada', 7, 1, 2000, '["pwd"]')`,
  `insert into keystep_devices (id, user_id, method, name, is_default, last_resort, created_at, confirmed_at, state,
     counter, failures, locked_until, locked_before) values ('d1', 'ada', 'totp', 'Phone', 1, 0, 1, 1, '{}', 5, 0, 0, 0)`,
  `insert into keystep_sessions (id, token_hash, user_id, epoch, created_at, last_seen_at, expires_at, idle_until,
     first_factor_at, verified_at, device_id, trusted, amr)
     values ('s1', 'session', 'ada', 7, 1, 1, 2000, 2000, 1, 2, 'd1', 0, '["pwd","totp"]')`,
]
