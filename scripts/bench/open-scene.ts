import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backup, createKeystep, migrate, passwords, sqlStore, totp } from '@keystep/server'
import { openDatabase, scryptHash } from '@keystep/server/node'
import { openPostgres } from '@keystep/server/postgres'
import { Hono } from 'hono'
import { bareApp } from './bare-app.ts'
import { barePostgres } from './bare-postgres.ts'
import { bareSqlite } from './bare-sqlite.ts'
import type { BareStore } from './bare-store.ts'
import { type BenchDatabase, type BenchUser, benchKeys, fillUsers } from './fill-users.ts'

export const benchOrigin = 'http://localhost:3000'

/** Keystep and the bare handlers over one database that is full of users, and a clock that is moved. */
export type Scene = {
  readonly keystep: Hono
  readonly bare: Hono
  readonly database: BenchDatabase
  readonly users: readonly BenchUser[]
  readonly now: () => number
  readonly pass: (seconds: number) => void
  readonly close: () => Promise<void>
}

export type SceneSize = { readonly users: number; readonly active: number }

/** In a file of its own that goes with it. */
export async function sqliteScene(size: SceneSize): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-bench-'))
  const path = join(folder, 'keystep.db')
  const database = openDatabase(`file:${path}`)
  await migrate(database)
  const scene = await openScene(database, () => bareSqlite(path), size)
  return {
    ...scene,
    async close() {
      await scene.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** In a database that is empty and stays behind. */
export async function postgresScene(url: string, size: SceneSize): Promise<Scene> {
  const database = openPostgres({ url })
  await migrate(database)
  return await openScene(database, () => barePostgres(url), size)
}

async function openScene(database: BenchDatabase, openBare: () => BareStore, size: SceneSize): Promise<Scene> {
  let time = Date.UTC(2026, 10, 2, 10)
  const now = () => time
  const users = await fillUsers(database, { ...size, now: time })
  const store = sqlStore(database, { clock: now })
  const bareStore = openBare()
  const hash = scryptHash()
  const auth = createKeystep({
    store,
    firstFactor: passwords({ store, hash }),
    issuer: 'Acme',
    origins: [benchOrigin],
    keys: benchKeys,
    methods: [totp(), backup({ hash })],
  })
  const keystep = new Hono()
  keystep.route('/auth', auth.app)
  keystep.get('/guarded', auth.requireVerified(), (c) => c.json({ user: c.var.keystep.user?.id }))
  return {
    keystep,
    bare: bareApp(bareStore, now),
    database,
    users,
    now,
    pass: (seconds) => void (time += seconds * 1000),
    async close() {
      await bareStore.close()
      await database.destroy()
    },
  }
}
