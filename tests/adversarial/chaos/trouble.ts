import { setTimeout as wait } from 'node:timers/promises'
import type { Place } from '../rig/fail-points.ts'
import type { Rig } from '../rig/open-rig.ts'
import type { Seeded } from './seeded.ts'

type Trouble = (rig: Rig, chance: Seeded) => Promise<void>

/** What happens to processes, network, database, gateway and clocks; each leaves the next one a rig to do it to. */
const troubles: Readonly<Record<string, Trouble>> = {
  async kill({ nodes }, chance) {
    const node = nodes[chance.below(nodes.length)]
    await node?.kill()
    await node?.restart()
  },
  async die({ nodes }, chance) {
    const at = chance.pick<Place>([
      { before: 'countTry' },
      { after: 'countTry' },
      { written: 'keystep_sessions' },
      { after: 'finishLogin' },
      { after: 'claimMessages' },
      { before: 'messageSent' },
    ])
    const node = nodes[chance.below(nodes.length)]
    await node?.arm({ at, what: 'die' })
    await wait(200)
    // Also when nobody came by.
    await node?.kill()
    await node?.restart()
  },
  async refuse({ nodes }, chance) {
    const at = chance.pick<Place>([{ before: 'findPending' }, { written: 'keystep_events' }, { before: 'finishLogin' }])
    const code = chance.pick(['57P01', '40001'])
    await nodes[chance.below(nodes.length)]?.arm({ at, what: 'fail', code, times: 1 + chance.below(5) })
  },
  async cut({ proxy }) {
    proxy?.cut()
  },
  async slow({ proxy }, chance) {
    proxy?.delay(20 + chance.below(200))
    await wait(200)
    proxy?.heal()
  },
  async gateway({ gateway }) {
    gateway.fails()
    await wait(100)
    gateway.works()
  },
  skew: (rig, chance) => rig.pass(chance.below(80) - 20),
}

/** One after the other until then, each for a moment. How often each was made. */
export async function makeTrouble(rig: Rig, chance: Seeded, until: number): Promise<Readonly<Record<string, number>>> {
  const made: Record<string, number> = {}
  const names = Object.keys(troubles) as [string, ...string[]]
  while (performance.now() < until) {
    const name = chance.pick(names)
    await troubles[name]?.(rig, chance)
    made[name] = (made[name] ?? 0) + 1
    await wait(chance.below(150))
  }
  rig.proxy?.heal()
  await rig.arm(null)
  return made
}
