// What a sign-in and a guarded page cost, beside handlers written by hand on the same database in the same run: rates of
// one Node process, requests in process and 16 at once, so that no network is measured. `--statements` lists what the
// database is asked; `--users 1000000` shows what so many users change.
import { parseArgs } from 'node:util'
import { hasPostgres, startPostgres } from '../tests/postgres/start-postgres.ts'
import { growth } from './bench/growth.ts'
import { postgresScene, type Scene, type SceneSize, sqliteScene } from './bench/open-scene.ts'
import { report, reportGrowth } from './bench/report.ts'
import { type BenchSize, type DatabaseName, runBench } from './bench/run-bench.ts'

const { values } = parseArgs({
  options: { users: { type: 'string' }, pairs: { type: 'string' }, statements: { type: 'boolean', default: false } },
})
const active = 4000
const size: BenchSize = { requests: 400, inFlight: 16, pairs: Number(values.pairs ?? 15), flood: 4000 }
const manyUsers = values.users === undefined ? null : Number(values.users)

console.log(`${size.inFlight} requests at once, in process, without a network; ${size.pairs} pairs of rounds.`)
await measure('SQLite', sqliteScene)
if (hasPostgres) {
  const postgres = await startPostgres()
  await measure('PostgreSQL', async (sceneSize) => await postgresScene(await postgres.newDatabase(), sceneSize))
  await postgres.stop()
} else console.log('PostgreSQL: not measured, as there is none here. See CONTRIBUTING.md.')

async function measure(name: DatabaseName, open: (size: SceneSize) => Promise<Scene>): Promise<void> {
  if (manyUsers === null) {
    const scene = await open({ users: 10_000, active })
    const result = await runBench(name, scene, size)
    await scene.close()
    console.log(report(name, result, values.statements).join('\n'))
  } else {
    const [few, many] = [await open({ users: 1000, active }), await open({ users: manyUsers, active })]
    const grown = await growth(few, many, size)
    await Promise.all([few.close(), many.close()])
    console.log(reportGrowth(name, manyUsers, grown).join('\n'))
  }
}
