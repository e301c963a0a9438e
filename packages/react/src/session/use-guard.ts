import { guardDecision, type GuardDecision, type GuardRequirement, type SessionState } from '@keystep/contract'
import { useSession } from './use-session.ts'

export type UseGuard =
  | { readonly status: 'loading' | 'failed'; readonly decision: null; readonly session: null }
  | { readonly status: 'decided'; readonly decision: GuardDecision; readonly session: SessionState }

/** The guard's decision for this browser, by the same table as the server's. It hides; only the server protects. */
export function useGuard(requirement: GuardRequirement = {}): UseGuard {
  const { session, status } = useSession()
  if (!session) return { status: status === 'failed' ? 'failed' : 'loading', decision: null, session: null }
  const seen = session.state === 'signed_in' ? guardSession(session) : null
  return { status: 'decided', decision: guardDecision(seen, requirement, Date.parse(session.now)), session }
}

function guardSession(session: Extract<SessionState, { state: 'signed_in' }>) {
  return {
    hasDevice: session.hasDevice,
    verified: session.verified,
    verifiedAt: session.verifiedAt === null ? null : Date.parse(session.verifiedAt),
    method: session.device?.method ?? null,
    trustedBrowser: session.trustedBrowser,
    staff: session.user.staff,
  }
}
