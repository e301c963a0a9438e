export type MovingClock = {
  /** Epoch milliseconds. */
  readonly now: () => number
  /** Lets that many seconds pass. */
  advance(seconds: number): void
  /** Epoch milliseconds. */
  set(to: number): void
}

/** A clock that stands still until it is told to move. */
export function movingClock(start: number): MovingClock {
  let time = start
  return {
    now: () => time,
    advance(seconds) {
      time += seconds * 1000
    },
    set(to) {
      time = to
    },
  }
}
