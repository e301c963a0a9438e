import { guardDecision, type GuardRequirement } from '@keystep/contract'
import type { SessionRecord } from '../stores/records.ts'

/** The guard's decision about the session of a request. */
export function decide(session: SessionRecord | null, requirement: GuardRequirement) {
  const seen = session && {
    hasDevice: session.hasDevice,
    verified: session.verifiedAt !== null,
    verifiedAt: session.verifiedAt,
    method: session.device?.method ?? null,
    trustedBrowser: session.trusted,
    staff: session.user.staff,
  }
  return guardDecision(seen, requirement, session?.now ?? 0)
}
