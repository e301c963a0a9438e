import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { firstFactorDemand } from './first-factor-demand.ts'

/**
 * Whether the session proved itself recently enough to change what protects the account: by a second factor, or by
 * the first where no device exists (NIST SP 800-63B-4, 4.1.2.1). A token that was rotated away is never fresh.
 */
export function requireFresh(services: Services, session: SessionRecord, request: Request): void {
  const since = session.now - services.freshSeconds * 1000
  if (!session.hasDevice) {
    if (session.former || session.firstFactorAt < since) {
      throw new KeystepError('first_factor_required', firstFactorDemand(services, session, request))
    }
    return
  }
  if (session.verifiedAt === null) throw new KeystepError('verification_required')
  if (session.former || session.verifiedAt < since) {
    throw new KeystepError('step_up_required', { maxAge: services.freshSeconds })
  }
}
