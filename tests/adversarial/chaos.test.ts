import { describe, expect, test } from 'vitest'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { chaos } from './chaos/chaos.ts'
import { total } from './races/race.ts'
import { rigForTests } from './rig/rig-for-tests.ts'

describe.for(['PostgreSQL', 'SQLite'] as const)('%s', (on) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('A80: killed, cut and set wrong by chance', () => {
    const rigOf = rigForTests(on, { notices: true })

    test('it signs in, counts and tells as ever, and is well afterwards', { timeout: 60_000 }, async () => {
      const seed = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000)
      console.log(`CHAOS_SEED=${seed}`)
      const { words, troubles, wrong } = await chaos(rigOf(), seed, 4000)
      expect(wrong).toEqual([])
      expect(total(words, 'signed_in')).toBeGreaterThan(0)
      expect(total(troubles)).toBeGreaterThan(3)
    })
  })
})
