import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '../node/open-database.ts'
import { migrate } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import { held, openScene, step, trusting } from './store-suite/open-scene.ts'

// What no verb tells: which rows are kept.

async function setup() {
  const database = openDatabase(':memory:')
  await migrate(database)
  const scene = await openScene(async (clock) => ({
    store: sqlStore(database, { clock }),
    close: () => database.destroy(),
  }))
  const person = await scene.enrolled()
  const challenges = async () => {
    const rows = await database.selectFrom('keystep_challenges').select('bound_to').orderBy('bound_to').execute()
    return rows.map(({ bound_to }) => bound_to)
  }
  const trusts = () => database.selectFrom('keystep_trusted_browsers').selectAll().orderBy('token_hash').execute()
  return { ...scene, ...person, database, challenges, trusts }
}

test('another code takes along what lapsed of its device, but not what holds back the next', async () => {
  const { store, session, enrol, deviceId, send, pass, challenges } = await setup()
  const other = await enrol(session)
  await send(deviceId, 'lapsed', 'code', { lifetime: 1000, spacing: 1000 })
  await send(deviceId, 'held back', 'code', { lifetime: 1000, spacing: 1001 })
  await send(deviceId, 'live', 'code', { lifetime: 1001, spacing: 1000 })
  await send(other.deviceId, 'of another', 'code', { lifetime: 1000, spacing: 1000 })
  pass(1000)
  await send(deviceId, 'new', 'code')
  expect(await challenges()).toEqual(['held back', 'live', 'new', 'of another'])
  await store.deleteUser('ada')
  expect(await challenges()).toEqual([])
})

test('a trust notes when it was used, unless that opened nothing', async () => {
  const { store, login, user, deviceId, session, pass, now, trusts } = await setup()
  await login(user, deviceId, step(9), trusting('browser'))
  const row = { id: expect.any(String) as string, user_id: 'ada', token_hash: 'browser', created_at: now() }
  const opening = { userId: 'ada', epoch: user.epoch, amr: [], lifetimes: null, trust: held('browser') }
  pass(1000)
  expect(await store.openTrustedSession({ ...opening, tokenHash: session.tokenHash })).toMatchObject({ opened: false })
  expect(await trusts()).toMatchObject([{ ...row, last_used_at: null }])
  expect(await store.openTrustedSession({ ...opening, tokenHash: 'trusted' })).toMatchObject({ opened: true })
  expect(await trusts()).toMatchObject([{ ...row, last_used_at: now() }])
})

test('a trust from before trusts turned opens by its cookie of then, and turns', async () => {
  const { store, login, user, deviceId, pass, name, database } = await setup()
  const opening = { userId: 'ada', epoch: user.epoch, amr: [], lifetimes: null }
  const enter = (turnHash: string | null) =>
    store.openTrustedSession({
      ...opening,
      tokenHash: name('session'),
      trust: { tokenHash: 'browser', turnHash, nextHash: 'first turn' },
    })
  await login(user, deviceId, step(9), trusting('browser'))
  await database.updateTable('keystep_trusted_browsers').set({ turn_hash: null }).execute()
  expect(await enter(null)).toMatchObject({ opened: true, turnedUntil: expect.any(Number) })
  pass(59_999)
  expect(await enter(null)).toMatchObject({ opened: true, turnedUntil: null })
  expect(await enter('first turn')).toMatchObject({ opened: true, turnedUntil: expect.any(Number) })
  expect(await enter(null)).toEqual({ opened: false, reused: true })
  expect(await store.findTrust('browser')).toBeNull()
})

test('a trust replaces what its browser held, and takes along what lapsed of that user', async () => {
  const { login, user, deviceId, enrolled, pass, trusts } = await setup()
  const hashes = async () => (await trusts()).map(({ token_hash }) => token_hash)
  const grace = await enrolled('grace')
  await login(user, deviceId, step(9), { ...trusting('short'), lifetime: 1000 })
  await login(grace.user, grace.deviceId, step(9), { ...trusting('short of grace'), lifetime: 1000 })
  await login(grace.user, grace.deviceId, step(10), trusting('of grace'))
  pass(1000)
  await login(user, deviceId, step(10), trusting('browser', 'of grace'))
  expect(await hashes()).toEqual(['browser', 'short of grace'])
})

test.each([
  ['keystep_users', 'identifier', `id = 'ada' or identifier = 'ada'`],
  ['keystep_challenges', 'bound_to', `bound_to = 'login'`],
  ['keystep_trusted_browsers', 'user_id', `user_id = 'ada'`],
] as const)('%s are looked up by an index on %s', async (table, column, condition) => {
  const { database } = await setup()
  const { rows } = await sql<{
    detail: string
  }>`explain query plan select * from ${sql.table(table)} where ${sql.raw(condition)}`.execute(database)
  expect(rows.map(({ detail }) => detail).join('\n')).toContain(`${table}_${column}`)
})
