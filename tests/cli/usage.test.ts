import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openFolder, openScene, runKeystep } from './open-scene.ts'

const ofUsers = ['status', 'disable', 'add-backup-token'] as const

test('--help names every command, --version the version of the package', async () => {
  const helped = [['--help'], ['-h'], ['status', '--help']].map((args) => runKeystep(args))
  for (const { code, stdout, stderr } of await Promise.all(helped)) {
    for (const command of [...ofUsers, 'keys status', 'keys rotate', 'keys verify', 'migrate', 'migrate --sql'])
      expect(stdout).toContain(`  keystep ${command} `)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  }
  const { version } = JSON.parse(readFileSync('packages/server/package.json', 'utf8')) as { version: string }
  expect(await runKeystep(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

const misuses: readonly (readonly [args: readonly string[], sentence: string])[] = [
  [[], 'Say what to do: status, disable, unlock, add-backup-token, keys, migrate.'],
  [['remove', 'ada'], 'There is no command "remove".'],
  [['status'], 'Name at least one user: keystep status ada@example.com'],
  [['status', 'ada', '--sql'], '--sql belongs to keystep migrate.'],
  [['keys'], 'Say what to do with the keys: keystep keys status, rotate, verify.'],
  [['keys', 'drop'], 'Say what to do with the keys: keystep keys status, rotate, verify.'],
  [['keys', 'status', 'ada'], 'keystep keys status takes no users.'],
  [['keys', 'rotate', '--sql'], '--sql belongs to keystep migrate.'],
  [['migrate', 'ada'], 'migrate takes no users.'],
  [['migrate', '--sql', '--json'], '--sql prints SQL and --json prints JSON. Give one of them.'],
  [['status', 'ada', '--force'], "Unknown option '--force'."],
  [['status', 'ada', '--database'], "Option '--database <value>' argument missing."],
  [['status', 'ada', '--database', '--json'], "Option '--database' argument is ambiguous."],
]

test('what makes no command is refused with what to do', async () => {
  const refused = await Promise.all(misuses.map(([args]) => runKeystep(args)))
  for (const [index, { code, stdout, stderr }] of refused.entries()) {
    expect(stderr).toContain(`keystep: ${misuses[index]?.[1]}`)
    expect(stderr).toMatch(/ keystep --help shows the commands\.\n$/)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  }
})

test('without a database it says how to name one', async () => {
  for (const env of [{}, { DATABASE_URL: '' }]) {
    expect(await runKeystep(['status', 'ada'], env)).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'keystep: Say which database: ' +
        'set DATABASE_URL to file:./data/keystep.db or postgres://…, or give --database.\n',
    })
  }
})

test('another kind of database is refused, without the rest of its address', async () => {
  const urls = ['mysql://me:secret@db.example/app', ':memory:', './keystep.db', 'file:', 'file://data/x.db']
  const refused = urls.map((url) => runKeystep(['status', 'ada'], { DATABASE_URL: url }))
  for (const { code, stderr } of await Promise.all(refused)) {
    expect(stderr).toContain(
      'Give a SQLite file as file:./data/keystep.db, a PostgreSQL as postgres://user@host/database.',
    )
    expect(stderr).not.toContain('secret')
    expect(code).toBe(2)
  }
})

test('--database wins over DATABASE_URL, in every way to write it', async () => {
  const { path, signUp } = await openScene()
  await signUp('ada')
  const env = { DATABASE_URL: 'file:/none.db' }
  for (const url of [`file:${path}`, pathToFileURL(path).href]) {
    const { stdout } = await runKeystep(['status', 'ada@example.com', `--database=${url}`], env)
    expect(stdout).toBe('ada@example.com: disabled\n')
  }
})

test('a command for users makes no database where none is', async () => {
  const path = join(openFolder(), 'data', 'keystep.db')
  const refused = ofUsers.map((command) => runKeystep([command, 'ada', '--database', `file:${path}`]))
  for (const { code, stdout, stderr } of await Promise.all(refused)) {
    expect(stderr).toBe(`keystep: There is no database ${path}. Check the path, or make one with keystep migrate.\n`)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  }
  expect(existsSync(join(path, '..'))).toBe(false)
})

test('a command for users asks for the tables first, and leaves the file as it is', async () => {
  const path = join(openFolder(), 'app.db')
  const database = new DatabaseSync(path)
  database.exec('create table notes (text)')
  database.close()
  const before = readFileSync(path)
  const refused = ofUsers.map((command) => runKeystep([command, 'ada', '--json', '--database', `file:${path}`]))
  for (const { code, stdout, stderr } of await Promise.all(refused)) {
    expect(stderr).toBe('keystep: The database has no tables of Keystep: run keystep migrate first.\n')
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  }
  expect(readFileSync(path).equals(before)).toBe(true)
})

test('what is no database is named', async () => {
  const folder = openFolder()
  writeFileSync(join(folder, 'text.db'), 'This is a text that is long enough to be no database. '.repeat(20))
  mkdirSync(join(folder, 'folder.db'))
  for (const name of ['text.db', 'folder.db']) {
    const { code, stderr } = await runKeystep(['status', 'ada', '--database', `file:${join(folder, name)}`])
    expect(stderr).toMatch(/^keystep: Cannot read .*\.db: .+\.\n$/)
    expect(code).toBe(1)
  }
})
