import type { ExpressionBuilder } from 'kysely'
import type { Tables } from './tables.ts'

/** The devices that may be tried, and be sent to: confirmed ones, or what this session is enrolling. */
export function inReach(enrollingSession: string | undefined, now: number) {
  return (eb: ExpressionBuilder<Tables, 'keystep_devices'>) =>
    enrollingSession === undefined
      ? eb('confirmed_at', 'is not', null)
      : eb.and([eb('confirmed_at', 'is', null), eb('session_id', '=', enrollingSession), eb('expires_at', '>', now)])
}
