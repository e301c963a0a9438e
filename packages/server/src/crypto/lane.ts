import { KeystepError } from '@keystep/contract'

export type LaneOptions = {
  /** So many at once. */
  readonly running: number
  /** So many may wait; beyond them the answer is `busy`. */
  readonly waiting: number
  /** Milliseconds after which who waits is told `busy` as well. @default however long */
  readonly longest?: number
}

/** Lets so much through at once, and what comes in between one after another. */
export type Lane = <T>(work: () => Promise<T>) => Promise<T>

export function createLane({ running, waiting, longest }: LaneOptions): Lane {
  const queue: Array<() => void> = []
  let active = 0

  return async (work) => {
    if (active >= running) {
      if (queue.length >= waiting) throw busy()
      // Its place is handed over by the one before it: `active` counts it already.
      await turn()
    } else active += 1
    try {
      return await work()
    } finally {
      const next = queue.shift()
      if (next) next()
      else active -= 1
    }
  }

  function turn(): Promise<void> {
    return new Promise((start, fail) => {
      const giveUp = () => {
        queue.splice(queue.indexOf(go), 1)
        fail(busy())
      }
      const timer = longest === undefined ? undefined : setTimeout(giveUp, longest)
      const go = () => {
        clearTimeout(timer)
        start()
      }
      queue.push(go)
    })
  }
}

function busy(): KeystepError {
  return new KeystepError('busy', { retryAfter: 1 })
}
