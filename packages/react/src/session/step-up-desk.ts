/** What a route or an action asks for; after RFC 9470. */
export type StepUpWish = {
  /** `first`: the first factor again, for a user who has no device yet. @default 'second' */
  readonly factor?: 'first' | 'second'
  /** The oldest verification that counts, in seconds. */
  readonly maxAge?: number
  readonly methods?: readonly string[]
}

export type StepUpDesk = {
  /** Asks the user to verify. True when they did, false when they would rather not. */
  readonly ask: (wish: StepUpWish) => Promise<boolean>
  /** What is being asked just now, if anything. */
  readonly current: () => StepUpWish | null
  readonly settle: (verified: boolean) => void
  readonly subscribe: (listener: () => void) => () => void
}

/** One question at a time, however many calls were refused at once: they all wait for its answer. */
export function createStepUpDesk(): StepUpDesk {
  const listeners = new Set<() => void>()
  let wish: StepUpWish | null = null
  let answer: Promise<boolean> | null = null
  let resolve: ((verified: boolean) => void) | null = null

  function changeTo(next: StepUpWish | null): void {
    wish = next
    for (const listener of listeners) listener()
  }
  return {
    ask(next) {
      if (answer) return answer
      answer = new Promise((resolveAnswer) => {
        resolve = resolveAnswer
      })
      changeTo(next)
      return answer
    },
    current: () => wish,
    settle(verified) {
      resolve?.(verified)
      answer = null
      resolve = null
      changeTo(null)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
