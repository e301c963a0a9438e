import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { firstFactorDemand } from './first-factor-demand.ts'

/**
 * How the session stands to changing what protects the account: `weak` when the device that verified it is of a type
 * that makes nothing fresh, and the user has one that does.
 */
export async function isFresh(
  { store, deviceTypes, freshSeconds }: Services,
  session: SessionRecord,
): Promise<'fresh' | 'stale' | 'stale_first_factor' | 'unverified' | 'weak'> {
  const since = session.now - freshSeconds * 1000
  const firstFactor = !session.former && session.firstFactorAt >= since
  if (!session.hasDevice) return firstFactor ? 'fresh' : 'stale_first_factor'
  const { device } = session
  if (session.verifiedAt === null || !device) return 'unverified'
  const isWeak = (method: string) => deviceTypes.has(method) && deviceTypes.get(method).fresh === false
  if (isWeak(device.method)) {
    const devices = await store.devicesOf(session.user.id)
    if (devices.some(({ method, lastResort }) => !lastResort && !isWeak(method))) return 'weak'
    // Nothing stronger to ask for: the weak one and the first factor together will do.
    if (!firstFactor) return 'stale_first_factor'
  }
  return session.former || session.verifiedAt < since ? 'stale' : 'fresh'
}

/**
 * Whether the session proved itself recently enough to change what protects the account: by a second factor, or by
 * the first where no device exists (NIST SP 800-63B-4, 4.1.2.1). A token that was rotated away is never fresh.
 */
export async function requireFresh(services: Services, session: SessionRecord, request: Request): Promise<void> {
  const { freshSeconds, deviceTypes } = services
  const standing = await isFresh(services, session)
  if (standing === 'fresh') return
  if (standing === 'unverified') throw new KeystepError('verification_required')
  if (standing === 'stale') throw new KeystepError('step_up_required', { maxAge: freshSeconds })
  if (standing === 'stale_first_factor') {
    throw new KeystepError('first_factor_required', firstFactorDemand(services, session, request))
  }
  const strong = deviceTypes.all.filter(({ fresh = true }) => fresh).map(({ method }) => method)
  throw new KeystepError('step_up_required', { maxAge: freshSeconds, methods: strong })
}
