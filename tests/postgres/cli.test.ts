import { openPostgres } from '@keystep/server/postgres'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { openSceneOn, runKeystep } from '../cli/open-scene.ts'
import { hasPostgres, startPostgres, type TestPostgres } from './start-postgres.ts'

const older = { id: 'first', secret: 'a key for tests, of 32 bytes or more' }
const newer = { id: 'second', secret: 'another key for tests, of 32 bytes or more' }

/** Every table, with its schema. */
async function tablesIn<DB>(database: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by name`.execute(database)
  return rows.map(({ name }) => name)
}

const withoutTimes = (text: string) => text.replaceAll(/'\d{4}-\d{2}-\d{2}T[^']+'/g, '')

describe.skipIf(!hasPostgres)('the command line on PostgreSQL (skipped without one: see CONTRIBUTING.md)', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.stop(), 60_000)

  async function open() {
    const url = await postgres.newDatabase()
    const database = openPostgres({ url })
    let isOpen = true
    const close = async () => {
      if (isOpen) await database.destroy()
      isOpen = false
    }
    onTestFinished(close)
    return { url, database, run: (...args: readonly string[]) => runKeystep(args, { DATABASE_URL: url }) }
  }

  test.for([[[]], [['--schema', 'accounts', '--table-prefix', 'acme_']]] as const)(
    'status, add-backup-token, disable and keys serve who signs in on the server, with %j',
    async ([options]) => {
      const { url, database } = await open()
      const names = options.length === 0 ? {} : { schema: 'accounts', tablePrefix: 'acme_' }
      const { run, signUpWithPhone, signInWith, keystep } = await openSceneOn({ url, database, names })
      const keys = async (given: readonly (typeof older)[], action: string) => {
        const env = { DATABASE_URL: url, KEYSTEP_KEYS: JSON.stringify(given) }
        const { code, stdout, stderr } = await runKeystep(['keys', action, ...options], env)
        return `${code} ${stdout}${stderr}`
      }
      await signUpWithPhone('ada')
      const status = await run('status', 'ada', 'nobody', ...options)
      expect(status.stdout).toBe('ada (ada@example.com): enabled (totp, backup: 10 tokens left)\n')
      expect(status).toMatchObject({ code: 1, stderr: 'keystep: There is no user "nobody".\n' })
      expect(await keys([newer, older], 'status')).toBe('0 second (current): 0 secrets\nfirst: 1 secret\n')
      expect(await keys([newer, older], 'rotate')).toBe(
        '0 re-sealed 1 of 1\neverything is under "second", 1 re-sealed\n',
      )
      expect(await keys([newer], 'verify')).toBe('0 1 of 1 secret open\n')
      const added = await run('add-backup-token', 'ada', ...options)
      const token = added.stdout.trim().split(': ')[1] ?? ''
      expect(await signInWith('ada', token)).toMatchObject({ state: 'signed_in', verified: true })
      await expect(signInWith('ada', token)).rejects.toMatchObject({ code: 'invalid_code' })
      expect(await run('disable', 'ada', ...options)).toMatchObject({
        code: 0,
        stdout: 'ada (ada@example.com): disabled\n',
      })
      expect(await keystep.devicesOf('ada')).toEqual([])
    },
  )

  test.for([
    [[], /^public\.keystep_/],
    [['--schema', 'accounts', '--table-prefix', 'acme_'], /^accounts\.acme_/],
  ] as const)('migrate makes the tables, and --sql prints what makes the same, with %j', async ([options, shape]) => {
    const [ran, printed] = [await open(), await open()]
    const missing = await ran.run('status', 'ada', ...options)
    expect(missing).toMatchObject({
      code: 1,
      stderr: 'keystep: The database has no tables of Keystep: run keystep migrate first.\n',
    })
    const { code, stdout } = await ran.run('migrate', ...options)
    expect(stdout).toMatch(/^ran 0001-create-tables\n(ran \d{4}-[a-z-]+\n)*The tables are up to date\.\n$/)
    expect(code).toBe(0)
    const made = await tablesIn(ran.database)
    expect(made.length).toBeGreaterThan(10)
    for (const name of made) expect(name).toMatch(shape)

    const script = (await printed.run('migrate', '--sql', ...options)).stdout
    expect(await tablesIn(printed.database)).toEqual([])
    // Several statements in one go, as `psql` would send them; only on one connection does the lock open again.
    await printed.database.connection().execute((connection) => sql.raw(script).execute(connection))
    expect(await tablesIn(printed.database)).toEqual(made)
    const again = await printed.run('migrate', ...options)
    expect(again).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' })
    const nothing = await printed.run('migrate', '--sql', ...options)
    expect(nothing.stdout).toBe('-- The tables are up to date.\n')
  })

  test('--sql of a database of an earlier version prints what is missing', async () => {
    const { database, run } = await open()
    const [first = '', rest = ''] = (await run('migrate', '--sql')).stdout.split(/(?<=values \('0001-.*;\n)/)
    await database.connection().execute((connection) => sql.raw(`${first} commit;`).execute(connection))
    expect((await run('status', 'ada')).stderr).toBe(
      'keystep: The database is not up to date: run keystep migrate first.\n',
    )
    const { stdout } = await run('migrate', '--sql')
    expect(withoutTimes(stdout)).toContain(withoutTimes(rest))
    expect(stdout).not.toContain('0001-')
  })

  test('a database that lets nobody in is told, without a word of the address', async () => {
    const { url, database } = await open()
    const names = [new URL(url), new URL(url)] as const
    names[0].pathname = '/R3veal'
    names[1].username = 'R3veal'
    for (const address of names) {
      address.password = 'R3veal'
      const { code, stdout, stderr } = await runKeystep(['status', 'ada'], { DATABASE_URL: address.href })
      expect(stderr).toMatch(
        /^keystep: PostgreSQL (has no such database \(3D000\)|lets nobody in under that name \(28000\))\./,
      )
      expect(stderr).not.toContain('R3veal')
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    }
    expect(await tablesIn(database)).toEqual([])
  })
})
