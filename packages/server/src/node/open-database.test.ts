import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { migrate } from '../stores/migrations.ts'
import { openDatabase } from './open-database.ts'

const folder = mkdtempSync(join(tmpdir(), 'keystep-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function pragma(database: ReturnType<typeof openDatabase>, name: string) {
  const { rows } = await sql<Record<string, unknown>>`select * from ${sql.raw(`pragma_${name}`)}`.execute(database)
  return rows[0]?.[name]
}

const ada = {
  id: 'ada',
  identifier: 'ada',
  name: null,
  image: null,
  email: null,
  email_verified: 0,
  language: null,
  staff: 0,
  disabled: 0,
  epoch: 0,
}

test('a file is made with its folder, for every way to write its address', async () => {
  const path = join(folder, 'a', 'b', 'one.db')
  for (const url of [`file:${path}`, pathToFileURL(path).href]) {
    const database = openDatabase(url)
    expect(existsSync(path)).toBe(true)
    expect(await pragma(database, 'journal_mode')).toBe('wal')
    expect(await pragma(database, 'foreign_keys')).toBe(1)
    expect(await pragma(database, 'synchronous')).toBe(1)
    await database.destroy()
    rmSync(path)
  }
})

test('a database in memory is gone when it is closed', async () => {
  const database = openDatabase(':memory:')
  await migrate(database)
  await database.insertInto('keystep_users').values(ada).execute()
  await database.destroy()
  const another = openDatabase(':memory:')
  expect(await another.introspection.getTables()).toEqual([])
  await another.destroy()
})

test('another scheme is refused with what is supported, and without the rest of the address', () => {
  const postgres = 'postgres://me:secret@db.example/app'
  expect(() => openDatabase(postgres)).toThrow(/cannot open postgres:.*file:\.\/data\/keystep\.db, and :memory:/)
  expect(() => openDatabase(postgres)).not.toThrow(/secret/)
  for (const url of ['', 'file:', 'data/keystep.db']) expect(() => openDatabase(url)).toThrow('cannot open')
})

test('a value that SQLite would take for something else is refused', async () => {
  const database = openDatabase(':memory:')
  const broken = sql`select ${new Date()}, ${1}`.execute(database)
  await expect(broken).rejects.toThrow('SQLite cannot keep [object Date]')
  await database.destroy()
})

test('a transaction waits for one of another connection in the same process', async () => {
  const url = `file:${join(folder, 'two.db')}`
  const [one, two] = [openDatabase(url), openDatabase(url)]
  await migrate(one)
  await one.insertInto('keystep_users').values(ada).execute()
  const raise = (database: typeof one) =>
    database.transaction().execute(async (transaction) => {
      const { epoch } = await transaction.selectFrom('keystep_users').select('epoch').executeTakeFirstOrThrow()
      await new Promise((resolve) => setImmediate(resolve))
      await transaction
        .updateTable('keystep_users')
        .set({ epoch: epoch + 1 })
        .execute()
    })
  await Promise.all(Array.from({ length: 40 }, (_, index) => raise(index % 2 === 0 ? one : two)))
  expect(await two.selectFrom('keystep_users').select('epoch').executeTakeFirst()).toEqual({ epoch: 40 })
  await Promise.all([one.destroy(), two.destroy()])
})

test('what is written outside a transaction waits as well', async () => {
  const url = `file:${join(folder, 'three.db')}`
  const [one, two] = [openDatabase(url), openDatabase(url)]
  await migrate(one)
  let written = false
  let writing: Promise<unknown> = Promise.resolve()
  await one.transaction().execute(async (transaction) => {
    await transaction.insertInto('keystep_users').values(ada).execute()
    writing = two
      .updateTable('keystep_users')
      .set({ staff: 1 })
      .execute()
      .then(() => (written = true))
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(written).toBe(false)
  })
  await writing
  expect(await one.selectFrom('keystep_users').select('staff').executeTakeFirst()).toEqual({ staff: 1 })
  await Promise.all([one.destroy(), two.destroy()])
})
