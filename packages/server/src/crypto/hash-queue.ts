import { createLane } from './lane.ts'
import type { SlowHash } from './slow-hash.ts'

export type HashQueueOptions = {
  /** Hashes at work at once. @default one less than there are cores, at least one */
  readonly running?: number
  /** Hashes that may wait; beyond them the answer is `busy`. @default 4 × running */
  readonly waiting?: number
}

/** Bounds a slow hash, so that a flood of passwords costs the flood its answers and nobody else theirs. */
export function hashQueue(hash: SlowHash, options: HashQueueOptions = {}): SlowHash {
  const { running = spareCores(), waiting = 4 * running } = options
  const bounded = createLane({ running, waiting })
  return {
    ...(hash.cheap && { cheap: true }),
    hash: (password) => bounded(() => hash.hash(password)),
    verify: (password, encoded) => bounded(() => hash.verify(password, encoded)),
    derive: (token, salt) => bounded(() => hash.derive(token, salt)),
  }
}

/** One stays for everything else: where hashes have them all, a guarded page waits for its turn at each step. */
function spareCores(): number {
  return Math.max(1, (globalThis.navigator?.hardwareConcurrency ?? 2) - 1)
}
