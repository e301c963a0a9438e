import type { Place } from './fail-points.ts'
import type { Rig } from './open-rig.ts'

/** Kills the first process at that place of a call, and starts it again. Whether the call was answered before. */
export async function diesAt(rig: Rig, at: Place, call: () => Promise<unknown>): Promise<boolean> {
  const [node] = rig.nodes
  if (node === undefined) throw new Error('The rig has no process.')
  await node.arm({ at, what: 'die' })
  const answered = await call().then(
    () => true,
    () => false,
  )
  await node.died()
  await node.restart()
  return answered
}
