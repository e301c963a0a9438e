import type { KeystepVariable } from '../http/env.ts'
import type { SessionRecord } from '../stores/records.ts'

/** What a handler behind a guard reads as `c.var.keystep`. */
export function keystepVariable(session: SessionRecord | null): KeystepVariable {
  if (!session) return { user: null, device: null, verified: false, verifiedAt: null }
  const { epoch: _epoch, disabled: _disabled, ...user } = session.user
  return { user, device: session.device, verified: session.verifiedAt !== null, verifiedAt: session.verifiedAt }
}
