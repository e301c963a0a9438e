/** Whole seconds until a moment, counted as people do: "1" until it is over. */
export function secondsLeft(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / 1000))
}

/** Milliseconds until that number changes, so that a late timer is made up for by the next. */
export function untilNextSecond(until: number, now: number): number {
  return Math.max(0, until - now - (secondsLeft(until, now) - 1) * 1000)
}
