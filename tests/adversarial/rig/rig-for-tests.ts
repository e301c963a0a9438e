import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { startPostgres, type TestPostgres } from '../../postgres/start-postgres.ts'
import { openRig, type OpenRig, type Rig } from './open-rig.ts'

const patience = 60_000

/** A rig for the tests of a file or a `describe`, which after each of them is held to what must always be true. */
export function rigForTests(on: 'PostgreSQL' | 'SQLite', options: Omit<OpenRig, 'postgresUrl'> = {}): () => Rig {
  let postgres: TestPostgres | null = null
  let rig: Rig
  beforeAll(async () => {
    if (on === 'PostgreSQL') postgres = await startPostgres()
    rig = await openRig({ ...options, ...(postgres && { postgresUrl: await postgres.newDatabase() }) })
  }, patience)
  afterEach(async () => {
    expect(await rig.problems()).toEqual([])
  }, patience)
  afterAll(async () => {
    await rig.close()
    await postgres?.stop()
  }, patience)
  return () => rig
}
