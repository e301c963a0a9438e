import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { execute } from './execute.ts'
import { openFolder, openScene, runKeystep } from './open-scene.ts'

function newFile() {
  const folder = openFolder()
  const path = join(folder, 'data', 'keystep.db')
  return { folder, path, run: (...args: readonly string[]) => runKeystep([...args, '--database', `file:${path}`]) }
}

/** Everything a database holds, as SQL would make it; times are not compared. */
function contentOf(path: string) {
  const database = new DatabaseSync(path)
  const schema = database.prepare('select type, name, sql from sqlite_schema order by name').all()
  const migrations = database.prepare('select name from keystep_migrations order by name').all()
  const lock = database.prepare('select * from keystep_migration_lock').all()
  database.close()
  return { schema, migrations, lock }
}

test('makes a database and says which migrations ran, then that none had to', async () => {
  const { run, path } = newFile()
  const { code, stdout, stderr } = await run('migrate')
  expect(stdout).toMatch(/^ran 0001-create-tables\n(ran \d{4}-[a-z-]+\n)*The tables are up to date\.\n$/)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const before = contentOf(path)
  expect(await run('migrate')).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' })
  expect(contentOf(path)).toEqual(before)
})

test('--json names the migrations that ran', async () => {
  const { run, path } = newFile()
  const entries = JSON.parse((await run('migrate', '--json')).stdout) as unknown
  const ran = contentOf(path).migrations.map(({ name }) => ({ migration: name, status: 'ran' }))
  expect(entries).toEqual(ran)
  expect(JSON.parse((await run('migrate', '--json')).stdout)).toEqual([])
})

test('several at once run each migration once', async () => {
  const { run, path } = newFile()
  const ran = await Promise.all([1, 2, 3].map(() => run('migrate', '--json')))
  for (const { code, stderr } of ran) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const names = ran.flatMap(({ stdout }) => JSON.parse(stdout) as readonly { readonly migration: string }[])
  expect(names.map(({ migration }) => ({ name: migration }))).toEqual(contentOf(path).migrations)
})

test('a database of an earlier version is brought on from where it is', async () => {
  const { run, folder, path } = newFile()
  const [first = '', rest = ''] = (await run('migrate', '--sql')).stdout.split(/(?<=values \('0001-.*;\n)/)
  mkdirSync(join(folder, 'data'))
  execute(path, `${first} commit;`)
  const status = await run('status', 'ada')
  expect(status.stderr).toBe('keystep: The database is not up to date: run keystep migrate first.\n')
  expect(status.code).toBe(1)

  const times = /'\d{4}-\d{2}-\d{2}T[^']+'/g
  const { stdout } = await run('migrate', '--sql')
  expect(stdout.replaceAll(times, '')).toBe(`begin immediate;\n${rest}`.replaceAll(times, ''))
  expect((await run('migrate')).stdout).toMatch(
    /^(ran 0002-[a-z-]+\n)(ran \d{4}-[a-z-]+\n)*The tables are up to date\.\n$/,
  )
})

test('leaves users, devices and sessions as they are', async () => {
  const { run, signUpWithPhone } = await openScene()
  const { browser } = await signUpWithPhone('ada')
  expect((await run('migrate')).code).toBe(0)
  expect(await browser.auth.session.read()).toMatchObject({ state: 'signed_in', verified: true })
})

test('--sql prints what makes the same database, and makes none', async () => {
  const { run, folder, path } = newFile()
  const { code, stdout, stderr } = await run('migrate', '--sql')
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toContain('create table "keystep_users" (')
  expect(readdirSync(folder)).toEqual([])

  const byHand = join(folder, 'by-hand.db')
  execute(byHand, stdout)
  await run('migrate')
  expect(contentOf(byHand)).toEqual(contentOf(path))
  const url = `file:${byHand}`
  expect((await runKeystep(['migrate', '--database', url])).stdout).toBe('The tables are up to date.\n')
})

test('--sql leaves a file that is there as it is, bookkeeping included', async () => {
  const path = join(openFolder(), 'app.db')
  execute(path, `create table notes (text); insert into notes values ('a')`)
  const before = readFileSync(path)
  const { stdout } = await runKeystep(['migrate', '--sql', '--database', `file:${path}`])
  expect(stdout).toContain('create table "keystep_users" (')
  expect(readFileSync(path).equals(before)).toBe(true)
  expect(existsSync(`${path}-wal`)).toBe(false)
})

test('--sql of a database that is up to date is a comment', async () => {
  const { run } = await openScene()
  expect(await run('migrate', '--sql')).toEqual({ code: 0, stdout: '-- The tables are up to date.\n', stderr: '' })
})

test('a database whose bookkeeping does not fit is left alone, with what is wrong', async () => {
  const { run, path } = newFile()
  await run('migrate')
  execute(path, `insert into keystep_migrations values ('9999-of-later', '2099-01-01T00:00:00.000Z')`)
  // A later version went on from where this one ends.
  expect(await run('migrate')).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' })
  execute(path, `delete from keystep_migrations where name like '0001-%'`)
  const { code, stdout, stderr } = await run('migrate')
  expect(stderr).toMatch(/^keystep: The tables could not be brought up to date\. .*9999-of-later/)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
})
