import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { growth } from '../../scripts/bench/growth.ts'
import { postgresScene, type Scene, sqliteScene } from '../../scripts/bench/open-scene.ts'
import { report, reportGrowth } from '../../scripts/bench/report.ts'
import { type DatabaseName, runBench } from '../../scripts/bench/run-bench.ts'
import { guardSides, verifySides } from '../../scripts/bench/sides.ts'
import { hasPostgres, startPostgres, type TestPostgres } from '../postgres/start-postgres.ts'

const small = { users: 50, active: 10 }
const size = { requests: 10, inFlight: 4, pairs: 1, flood: 100 }

/** What was verified since the clock was last moved, by the sessions and by the audit, and what is still owed. */
async function counted({ database, now }: Scene) {
  const verified = await database.selectFrom('keystep_sessions').select('id').where('verified_at', '=', now()).execute()
  const noted = await database.selectFrom('keystep_events').select('name').where('at', '=', now()).execute()
  const owed = await database.selectFrom('keystep_pending_logins').select('token_hash').execute()
  return { verified: verified.length, noted: noted.map(({ name }) => name), owed: owed.length }
}

function benchTests(name: DatabaseName, open: () => Promise<Scene>) {
  test('both sides really verify, and clear what was counted', async () => {
    const scene = await open()
    for (const side of verifySides(scene, size)) {
      const { latencies } = await side.round()
      const noted = Array<string>(10).fill('verification.passed')
      expect([side.name, latencies.length, await counted(scene)]).toEqual([
        side.name,
        10,
        { verified: 10, noted, owed: 0 },
      ])
      const failures = await scene.database.selectFrom('keystep_devices').select('failures').execute()
      expect(new Set(failures.map((device) => device.failures))).toEqual(new Set([0]))
    }
    await scene.close()
  })

  test('both sides turn away who has no session', async () => {
    const scene = await open()
    for (const side of await guardSides(scene, size)) expect((await side.round()).latencies.length).toBe(10)
    for (const app of [scene.keystep, scene.bare]) {
      const headers = { cookie: `keystep-session=ses_${'A'.repeat(43)}` }
      expect((await app.request('http://localhost:3000/guarded', { headers })).status).toBe(401)
    }
    await scene.close()
  })

  test('says what a verify asks the database, and what came of the goals', async () => {
    const scene = await open()
    const result = await runBench(name, scene, size)
    const { statements, commits } = result.ofVerify
    expect(statements.join('\n')).toMatch(/update "keystep_devices"[^]*"keystep_pending_logins"[^]*"keystep_sessions"/)
    expect(commits).toBe(2)
    expect(result.ofGuarded).toMatchObject({ statements: [expect.stringContaining('"keystep_sessions"')], commits: 0 })
    const lines = report(name, result, true).join('\n')
    expect(lines).toMatch(/(met|missed) +\d+\.\d\d, goal at least 0.8: POST \/login\/verify/)
    expect(lines).toContain(`  ${statements.length}. ${statements.at(-1)}`)
    await scene.close()
  })

  test('says what more users change', async () => {
    const scene = await open()
    const grown = await growth(scene, scene, size)
    expect(reportGrowth(name, 50, grown).join('\n')).toMatch(/\d\.\d\d, goal at most 2: verify/)
    await scene.close()
  })
}

describe('the bench on SQLite', () => {
  benchTests('SQLite', () => sqliteScene(small))
})

describe.skipIf(!hasPostgres)('the bench on PostgreSQL (skipped without one: see CONTRIBUTING.md)', () => {
  let postgres: TestPostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  }, 60_000)
  afterAll(() => postgres.stop(), 60_000)
  benchTests('PostgreSQL', async () => await postgresScene(await postgres.newDatabase(), small))
})
