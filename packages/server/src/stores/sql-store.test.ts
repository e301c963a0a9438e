import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '../node/open-database.ts'
import { migrate, migrations } from './migrations.ts'
import { sqlStore } from './sql-store.ts'
import { storeSuite } from './store-suite/store-suite.ts'
import { storeThreads } from './store-suite/store-threads.ts'

const folder = mkdtempSync(join(tmpdir(), 'keystep-'))
const threads = storeThreads()
afterAll(async () => {
  await threads.stop()
  rmSync(folder, { recursive: true, force: true })
})

let files = 0
async function newDatabase() {
  const url = `file:${join(folder, String(++files), 'keystep.db')}`
  const database = openDatabase(url)
  await migrate(database)
  return { url, database }
}

storeSuite('in SQLite', async (clock) => {
  const { database } = await newDatabase()
  return { store: sqlStore(database, { clock }), close: () => database.destroy() }
})

storeSuite('in SQLite, on two threads', async (clock) => {
  const { url, database } = await newDatabase()
  await database.destroy()
  return threads.open(url, clock)
})

test('everything is there again after the file was closed and opened', async () => {
  const { url, database } = await newDatabase()
  const store = sqlStore(database)
  const user = await store.createPassword({ id: 'ada', identifier: 'ada' }, 'hash')
  const opening = { tokenHash: 'token', userId: 'ada', epoch: user?.epoch ?? 0, amr: ['pwd'], lifetimes: null }
  const session = await store.openSession(opening)
  await database.destroy()

  const again = openDatabase(url)
  await migrate(again)
  const reopened = sqlStore(again)
  expect(await reopened.findPassword('ada')).toEqual({ user, hash: 'hash' })
  expect(await reopened.findSession('token')).toEqual({ ...session, now: expect.any(Number) })
  await again.destroy()
})

test('migrating is done once, also by several at once', async () => {
  const url = `file:${join(folder, 'together', 'keystep.db')}`
  const databases = Array.from({ length: 4 }, () => openDatabase(url))
  await Promise.all(databases.map((database) => migrate(database)))
  const [first] = databases
  const tables = await first?.introspection.getTables()
  expect(tables?.map(({ name }) => name).filter((name) => !name.startsWith('keystep_'))).toEqual([])
  expect(
    await first
      ?.selectFrom('keystep_migrations' as 'keystep_users')
      .selectAll()
      .execute(),
  ).toHaveLength(Object.keys(migrations).length)
  await Promise.all(databases.map((database) => database.destroy()))
})
