import { spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { findPostgres } from '../../scripts/find-postgres.ts'
import { freePort } from '../e2e/free-port.ts'

export type TestPostgres = {
  /** Makes an empty database, and gives its address. */
  readonly newDatabase: () => Promise<string>
  readonly stop: () => Promise<void>
}

/** Never `DATABASE_URL`, which names what somebody works with. */
const given = process.env.TEST_POSTGRES_URL

export const hasPostgres = given !== undefined || findPostgres() !== undefined

/** The PostgreSQL of `TEST_POSTGRES_URL`, or one of its own that forgets everything. */
export async function startPostgres(): Promise<TestPostgres> {
  const { url, stop } = given === undefined ? await startServer() : { url: given, stop: () => {} }
  const admin = new Client({ connectionString: url })
  await admin.connect()
  const made: string[] = []
  return {
    async newDatabase() {
      const name = `keystep_test_${crypto.randomUUID().replaceAll('-', '')}`
      await admin.query(`create database ${name}`)
      made.push(name)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    async stop() {
      // What stays behind would be somebody's: a server of our own goes as a whole.
      if (given !== undefined) for (const name of made) await admin.query(`drop database ${name} with (force)`)
      await admin.end()
      stop()
    },
  }
}

async function startServer() {
  const bin = findPostgres()
  if (bin === undefined) throw new Error('There is no PostgreSQL here: ask hasPostgres first.')
  const folder = mkdtempSync(join(tmpdir(), 'keystep-pg-'))
  const isRoot = process.getuid?.() === 0
  // It refuses to run as root.
  if (isRoot) chownSync(folder, idOf('-u'), idOf('-g'))
  function run(program: string, ...args: readonly string[]) {
    const path = join(bin ?? '', program)
    const [command, rest] = isRoot ? ['runuser', ['-u', 'postgres', '--', path, ...args]] : [path, args]
    const { status, stderr } = spawnSync(command, rest, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  }
  const port = await freePort()
  const data = join(folder, 'data')
  const settings =
    'fsync=off synchronous_commit=off full_page_writes=off max_connections=300 listen_addresses=127.0.0.1'
  const options = settings.split(' ').map((setting) => `-c ${setting}`)
  run('initdb', '-D', data, '-A', 'trust', '-U', 'keystep', '--no-sync', '-E', 'UTF8')
  run(
    'pg_ctl',
    '-D',
    data,
    '-w',
    '-l',
    join(folder, 'log'),
    '-o',
    `-p ${port} -k ${folder} ${options.join(' ')}`,
    'start',
  )
  return {
    url: `postgres://keystep@127.0.0.1:${port}/postgres`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function idOf(flag: '-u' | '-g'): number {
  return Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout)
}
