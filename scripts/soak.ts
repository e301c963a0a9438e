// The attacks that `npm test` tries a few times, thousands of times. What was done is kept in `.reports/soak.json` after
// every few rounds: a run that was stopped goes on there, and `--anew` begins again. SOAK_ROUNDS sets how often one code
// and one backup token are raced on SQLite, with everything else in proportion; SOAK_MINUTES how long there is chaos;
// SOAK_SECONDS ends the run then, with whatever was done. It prints the tables of docs/security-figures.md.
import { parseArgs } from 'node:util'
import { hasPostgres, startPostgres } from '../tests/postgres/start-postgres.ts'
import { postgresScene, sqliteScene } from './bench/open-scene.ts'
import { floodTimes } from './soak/flood-times.ts'
import { modelRow } from './soak/model-row.ts'
import { refusalTimes } from './soak/refusal-times.ts'
import { runSoak } from './soak/run-soak.ts'
import { soakFaults } from './soak/soak-faults.ts'
import { soakRows } from './soak/soak-rows.ts'
import { nothingDone, readState, writeState } from './soak/soak-state.ts'
import { soakTable } from './soak/soak-table.ts'

const { values } = parseArgs({ options: { anew: { type: 'boolean', default: false } } })
const { SOAK_ROUNDS = '10000', SOAK_MINUTES = '30', SOAK_SECONDS = 'Infinity' } = process.env
const size = { rounds: Number(SOAK_ROUNDS), minutes: Number(SOAK_MINUTES) }
const file = '.reports/soak.json'
const until = performance.now() + Number(SOAK_SECONDS) * 1000

const postgres = hasPostgres ? await startPostgres() : null
const newDatabase = postgres && (() => postgres.newDatabase())
if (!postgres) console.log('PostgreSQL: not attacked, as there is none here. See CONTRIBUTING.md.')
const rows = [
  ...soakRows(size, null, newDatabase ? 2 : 1),
  ...(newDatabase ? soakRows(size, newDatabase, 2) : []),
  modelRow(size.rounds),
]
const measures = [
  refusalTimes(200),
  floodTimes('SQLite', sqliteScene, 5000),
  ...(newDatabase ? [floodTimes('PostgreSQL', async (scene) => postgresScene(await newDatabase(), scene), 5000)] : []),
]

const state = await runSoak({
  rows,
  measures,
  state: values.anew ? nothingDone : readState(file),
  keep: (done) => writeState(file, done),
  isOver: () => performance.now() > until,
})
await postgres?.stop()
console.log(soakTable(rows, measures, state))
const faults = soakFaults(state)
if (faults.length > 0) console.log(faults.join('\n'))
process.exitCode = faults.length > 0 ? 1 : 0
