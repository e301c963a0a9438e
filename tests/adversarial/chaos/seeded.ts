export type Seeded = {
  /** From 0 to below that. */
  below(limit: number): number
  pick<T>(from: readonly [T, ...T[]]): T
}

/** Chances that are the same for the same seed: Marsaglia's xorshift on 32 bits. */
export function seeded(seed: number): Seeded {
  let state = seed | 0 || 1
  function below(limit: number): number {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % limit
  }
  return { below, pick: (from) => from[below(from.length)] ?? from[0] }
}
