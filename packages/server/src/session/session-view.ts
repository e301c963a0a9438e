import type { Anonymous, SecondFactor, SignedIn } from '@keystep/contract'
import { toLogin } from '../devices/binding.ts'
import { deviceViews } from '../devices/device-view.ts'
import { findChallenge, pendingChallengeView } from '../devices/sent-view.ts'
import { iso, isoOrNull } from '../http/iso.ts'
import { answerableDevices } from '../login/answerable-devices.ts'
import type { Services } from '../services.ts'
import type { PendingRecord, SessionRecord, User } from '../stores/records.ts'
import { firstFactorDemand } from './first-factor-demand.ts'

// The three states of a browser, as the wire has them.

export async function anonymousView({ store, firstFactor, sessions }: Services): Promise<Anonymous> {
  const firstFactors = firstFactor && sessions.ownsLogin ? ['password'] : []
  return { state: 'anonymous', now: iso(await store.now()), firstFactors }
}

export async function secondFactorView(services: Services, pending: PendingRecord): Promise<SecondFactor> {
  const challenge = await findChallenge(services, toLogin(pending))
  return {
    state: 'second_factor',
    now: iso(pending.now),
    user: person(pending.user),
    devices: deviceViews(services, answerableDevices(services, pending), pending.now),
    expiresAt: isoOrNull(pending.expiresAt),
    next: pending.next,
    challenge: pendingChallengeView(challenge),
    trustSeconds: services.trustSeconds,
  }
}

export function signedInView(
  services: Services,
  session: SessionRecord,
  request: Request,
  next?: string | null,
): SignedIn {
  const { user } = session
  const demand = firstFactorDemand(services, session, request)
  return {
    state: 'signed_in',
    now: iso(session.now),
    user: { ...person(user), id: user.id, email: user.email, staff: user.staff },
    hasDevice: session.hasDevice,
    verified: session.verifiedAt !== null,
    verifiedAt: isoOrNull(session.verifiedAt),
    firstFactorAt: iso(session.firstFactorAt),
    device: session.device,
    trustedBrowser: session.trusted,
    policy: {
      freshSeconds: services.freshSeconds,
      password: demand.password,
      reauthenticateUrl: demand.reauthenticateUrl ?? null,
      trustSeconds: services.sessions.ownsLogin ? null : services.trustSeconds,
    },
    ...(next !== undefined && { next }),
  }
}

function person({ name, identifier, image }: User) {
  return { name, identifier, image }
}
