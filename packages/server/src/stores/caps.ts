/** How many one user can have at once. A further one takes the place of the oldest, but for devices: it is refused. */
export const caps = {
  pendings: 100,
  /** Those that go on. */
  sessions: 100,
  trusts: 50,
  /** Confirmed ones that are no last resort. */
  devices: 20,
} as const
