import type { Scene, SceneSize } from '../bench/open-scene.ts'
import { passwordFlood } from '../bench/password-flood.ts'
import type { SoakMeasure } from './soak-row.ts'

/** How long a guarded page takes while 500 browsers guess passwords. */
export function floodTimes(
  on: 'SQLite' | 'PostgreSQL',
  open: (size: SceneSize) => Promise<Scene>,
  milliseconds: number,
): SoakMeasure {
  return {
    key: `A49 ${on}`,
    attack: 'A49, R109',
    what: `a guarded page while 500 browsers guess passwords, ${on}`,
    goal: 'p99 under 100 ms',
    async run() {
      const scene = await open({ users: 1000, active: 200 })
      const { quiet, flooded } = await passwordFlood(scene, { browsers: 500, milliseconds })
      await scene.close()
      return { figure: `p99 ${flooded.toFixed(1)} ms (${quiet.toFixed(1)} ms quiet)`, met: flooded < 100 }
    },
  }
}
