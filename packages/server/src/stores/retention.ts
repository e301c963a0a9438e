import { never } from './never.ts'

const day = 86_400_000

/**
 * How long the row of a session stays, so that its token is never filed again: one of Keystep's own cookies, a day after
 * it had to be used again, whether it was ended before or not; one of a host, whose id may come back, 90 days after it was
 * last seen. Whoever comes back later is merely asked for the second step again.
 */
export function sessionsOver(now: number) {
  return { idleBy: now - day, hostUntil: never, hostUnseenSince: now - 90 * day } as const
}
