import { migrate, sqlStore } from '@keystep/server'
import { openPostgres } from '@keystep/server/postgres'
import { expect, onTestFinished, test } from 'vitest'
import { unstorable } from '../adversarial/bad-bodies.ts'
import { calls, setup } from '../adversarial/valid-calls.ts'
import { hasPostgres, startPostgres } from './start-postgres.ts'

const skip = !hasPostgres
const json = { 'content-type': 'application/json' }

test.skipIf(skip)('text that PostgreSQL cannot keep is refused, and is no fault', { timeout: 60_000 }, async () => {
  const postgres = await startPostgres()
  onTestFinished(() => postgres.stop())
  const database = openPostgres({ url: await postgres.newDatabase() })
  onTestFinished(() => database.destroy())
  await migrate(database)
  const world = await setup({ throughStore: (_memory, clock) => sqlStore(database, { clock }) })
  const answers: (readonly [what: string, status: number])[] = []
  for (const call of calls) {
    const right = world.bodyOf(call)
    const send = async (what: string, path: string, body: object | null) => {
      const init = { method: call.route.method, ...(body && { headers: json, body: JSON.stringify(body) }) }
      answers.push([`${call.name} ${what}`, (await world.callerOf(call).copy().send(path, init)).status])
    }
    for (const odd of unstorable) {
      for (const [field, value] of Object.entries(right ?? {})) {
        if (typeof value !== 'string') continue
        // oxlint-disable-next-line no-await-in-loop -- in order, so that a fault is that of the last one
        await send(field, world.pathOf(call), { ...right, [field]: `Ada${odd}` })
      }
    }
    const path = `/auth${call.route.path.replace(':id', 'Ada%00')}`
    // oxlint-disable-next-line no-await-in-loop -- in order
    if (call.route.path.includes(':id')) await send('id', path, right)
  }
  expect(answers.filter(([, status]) => status !== 400)).toEqual([])
  expect(answers.length).toBeGreaterThan(60)
  expect(world.server.faults).toEqual([])
})
