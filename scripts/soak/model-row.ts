import { spawnSync } from 'node:child_process'
import type { SoakRow } from './soak-row.ts'

/** Fewer do not get everywhere, which that test wants proved. */
const atATime = 200

/** Random walks beside the model, in the tests that know it. */
export function modelRow(rounds: number): SoakRow {
  return {
    key: 'A78',
    attack: 'A78',
    what: 'random walks of two browsers beside a model',
    on: 'memory and SQLite',
    wanted: atATime * Math.ceil((2000 * rounds) / 10_000 / atATime),
    atATime,
    async run(count) {
      const env = { ...process.env, FAST_CHECK_RUNS: String(count) }
      const args = ['run', '--project', 'node', '--reporter', 'default', 'tests/adversarial/model.test.ts']
      const { status, stdout } = spawnSync('vitest', args, { env, encoding: 'utf8' })
      return status === 0 ? [] : [stdout.slice(-4000)]
    },
  }
}
