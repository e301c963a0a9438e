import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { migrate, sqlStore } from '@keystep/server'
import { openDatabase } from '@keystep/server/node'
import { expect, onTestFinished, test } from 'vitest'
import { execute } from './execute.ts'
import { openFolder, openSceneOn, runKeystep } from './open-scene.ts'

const names = { tablePrefix: 'acme_' }
const keys = { KEYSTEP_KEYS: JSON.stringify([{ id: 'first', secret: 'a key for tests, of 32 bytes or more' }]) }

function newFile() {
  const path = join(openFolder(), 'keystep.db')
  return { path, url: `file:${path}` }
}

test('every command works on tables of another prefix, and on those alone', async () => {
  const { url } = newFile()
  const database = openDatabase(url)
  const { run, signUpWithPhone, signInWith, keystep } = await openSceneOn({ url, database, names })
  await signUpWithPhone('ada')
  await migrate(database)
  await sqlStore(database).saveUser({ id: 'ada', identifier: 'ada@example.com' })

  const status = (...options: readonly string[]) => run('status', 'ada', ...options)
  expect((await status('--table-prefix', 'acme_')).stdout).toMatch(/^ada \(ada@example\.com\): enabled \(totp, backup/)
  expect((await status()).stdout).toBe('ada (ada@example.com): disabled\n')
  const added = await run('add-backup-token', 'ada', '--table-prefix=acme_')
  const token = added.stdout.trim().split(': ')[1] ?? ''
  expect(await signInWith('ada', token)).toMatchObject({ state: 'signed_in', verified: true })
  const verified = await runKeystep(['keys', 'verify', '--database', url, '--table-prefix', 'acme_'], keys)
  expect(verified).toEqual({ code: 0, stdout: '1 of 1 secret open\n', stderr: '' })
  expect((await run('disable', 'ada', '--table-prefix', 'acme_')).stdout).toContain(': disabled')
  expect(await keystep.devicesOf('ada')).toEqual([])
})

test('migrate makes tables of another prefix, and --sql prints them', async () => {
  const [printed, ran] = [newFile(), newFile()]
  const options = ['--table-prefix', 'acme_']
  const { stdout } = await runKeystep(['migrate', '--sql', '--database', printed.url, ...options])
  expect(stdout).toContain('create table "acme_users" (')
  expect(stdout).not.toContain('keystep_')
  execute(printed.path, stdout)
  const again = await runKeystep(['migrate', '--database', printed.url, ...options])
  expect(again).toEqual({ code: 0, stdout: 'The tables are up to date.\n', stderr: '' })
  expect((await runKeystep(['migrate', '--database', ran.url, ...options])).code).toBe(0)
  const database = openDatabase(ran.url)
  onTestFinished(() => database.destroy())
  expect(await sqlStore(database, names).findUser('ada')).toBeNull()
})

test.for([
  [['--table-prefix', 'Acme'], '--table-prefix: "Acme" cannot begin a table. Use a to z, 0 to 9 and _, 24 of them'],
  [['--table-prefix', 'keystep_a_'], '--table-prefix: "keystep_a_" is not told apart from "keystep_".'],
  [['--schema', 'a.b'], '--schema: "a.b" cannot name a schema.'],
  [['--schema', 'accounts'], '--schema: a SQLite file has no schemas. Give --table-prefix alone.'],
] as const)('%j is refused, and nothing made', async ([options, sentence]) => {
  const { path, url } = newFile()
  const { code, stdout, stderr } = await runKeystep(['migrate', '--database', url, ...options])
  expect(stderr).toContain(`keystep: ${sentence}`)
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(existsSync(path)).toBe(false)
})
