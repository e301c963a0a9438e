import type { SlowHash } from '@keystep/server'
import { cheapHash } from '../../server/cheap-hash.ts'

export type HeldHash = SlowHash & {
  hold(on: boolean): void
  /** How many are at work. */
  held(): number
}

/** A hash that takes as long as it is told to: nothing, or until it is let go. */
export function heldHash(): HeldHash {
  let waiting: (() => void)[] | null = null

  async function whenLetGo(): Promise<void> {
    const queue = waiting
    if (queue !== null) await new Promise((go) => void queue.push(() => go(undefined)))
  }

  return {
    ...cheapHash,
    async verify(password, encoded) {
      await whenLetGo()
      return await cheapHash.verify(password, encoded)
    },
    hold(on) {
      for (const go of waiting ?? []) go()
      waiting = on ? [] : null
    },
    held: () => waiting?.length ?? 0,
  }
}
