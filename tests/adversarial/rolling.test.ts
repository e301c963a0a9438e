import { rotateKeys } from '@keystep/server'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migratorTo } from '../../packages/server/src/stores/store-suite/later-version.ts'
import { hasPostgres } from '../postgres/start-postgres.ts'
import { keys as older } from '../server/start-server.ts'
import { wordOf } from './rig/counts.ts'
import type { Rig } from './rig/open-rig.ts'
import { newPerson, passwordStep, type Person, signIn } from './rig/people.ts'
import { rigForTests } from './rig/rig-for-tests.ts'
import type { RigOptions } from './rig/rig-app.ts'

const newer = [{ id: 'second', secret: 'another key for tests, of 32 bytes or more' }]
const patience = { timeout: 60_000 }

async function crowd(rig: Rig, size = 6): Promise<readonly Person[]> {
  const people: Person[] = []
  while (people.length < size) people.push(await newPerson(rig, { also: ['sms'] }))
  return people
}

/** All of them at once, by the code of now; throws if one is refused. */
async function everybody(rig: Rig, people: readonly Person[], node?: number): Promise<void> {
  await rig.pass(30)
  await Promise.all(people.map((person) => signIn(rig, person, rig.browser(node))))
}

/** One process after the other, while everybody signs in by way of the other one; a login goes on across it. */
async function roll(rig: Rig, people: readonly Person[], changed: RigOptions = {}): Promise<void> {
  for (const [at, node] of rig.nodes.entries()) {
    const [first] = people
    if (first === undefined) throw new Error('There is nobody.')
    const { browser } = await passwordStep(rig, first, rig.browser(at))
    await browser.auth.login.challenge({ deviceId: first.devices.sms ?? '' })
    const code = rig.gateway.code(first.number)
    await node.kill()
    await Promise.all([node.restart(changed), everybody(rig, people, 1 - at)])
    expect(await browser.auth.login.verify({ deviceId: first.devices.sms ?? '', code })).toMatchObject({
      verified: true,
    })
    await everybody(rig, people)
  }
}

describe.for(['PostgreSQL', 'SQLite'] as const)('two processes on %s, started again one at a time', (on) => {
  describe.skipIf(on === 'PostgreSQL' && !hasPostgres)('while everybody signs in', () => {
    const rigOf = rigForTests(on, { processes: 2 })

    test('A66: a later version has migrated their database, and nobody notices', patience, async () => {
      const rig = rigOf()
      const people = await crowd(rig)
      const [migrated] = await Promise.all([migratorTo(rig.database).migrateToLatest(), everybody(rig, people)])
      expect(migrated.error).toBeUndefined()
      expect(migrated.results?.map(({ migrationName }) => migrationName)).toEqual(['9999-later'])
      await everybody(rig, people)
      await roll(rig, people)
    })

    test('A63: a second key comes, everything is sealed under it, and the first one goes', patience, async () => {
      const rig = rigOf()
      const people = await crowd(rig)
      rig.canaries.add('a key', ...newer.map(({ secret }) => secret))
      await roll(rig, people, { keys: [...older, ...newer] })
      await roll(rig, people, { keys: [...newer, ...older] })
      const left = await newPerson(rig)
      const leftOver = await secretOf(rig, left)
      const { store } = rig
      const [rotation] = await Promise.all([rotateKeys({ store, keys: [...newer, ...older] }), everybody(rig, people)])
      expect(leftOver).toMatch(/^v1\.first\./)
      expect(rotation).toMatchObject({ unopened: 0, left: 0 })
      expect(rotation.resealed).toBeGreaterThan(0)
      await roll(rig, people, { keys: newer })

      // What was restored from an older backup, say.
      await setSecret(rig, left, leftOver)
      const { browser } = await passwordStep(rig, left)
      const right = () => ({ deviceId: left.devices.totp, code: left.phone.code() })
      for (let tries = 0; tries < 6; tries++) {
        expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('unavailable')
      }
      const device = (await rig.store.devicesOf(left.id)).find(({ id }) => id === left.devices.totp)
      expect(device).toMatchObject({ failures: 0, lockedUntil: 0 })
      expect((await rig.counters()).some(({ events }) => (events.fault ?? 0) > 0)).toBe(true)
      // And back again.
      await roll(rig, people, { keys: [...newer, ...older] })
      await rig.pass(30)
      expect(await wordOf(await browser.post('/auth/login/verify', right()))).toBe('signed_in')
    })
  })
})

async function secretOf({ database }: Rig, { devices: { totp = '' } }: Person): Promise<string> {
  const { rows } = await sql<{ secret: string }>`select secret from keystep_devices where id = ${totp}`.execute(
    database,
  )
  return rows[0]?.secret ?? ''
}

async function setSecret({ database }: Rig, { devices: { totp = '' } }: Person, secret: string): Promise<void> {
  await sql`update keystep_devices set secret = ${secret} where id = ${totp}`.execute(database)
}
