import { KeystepError } from '@keystep/contract'
import { createId } from '../crypto/tokens.ts'
import { sealDeviceSecret } from '../devices/device-secret.ts'
import type { Beginning } from '../device-types/device-type.ts'
import type { Services } from '../services.ts'
import { requireFresh } from '../session/freshness.ts'
import type { DeviceRecord, SessionRecord } from '../stores/records.ts'

export type BeginSetup = {
  readonly session: SessionRecord
  readonly method: string
  readonly name: string
  /** A repeat of the same key gets the enrolment under way, without its secret. */
  readonly requestKey: string
  readonly request: Request
}

/** How long an enrolment may take; the freshness that began it lasts as long. */
export const enrolmentSeconds = 600

/** Begins an enrolment. Nothing about the account changes before it is confirmed. */
export async function beginSetup(
  services: Services,
  { session, method, name, requestKey, request }: BeginSetup,
): Promise<{ readonly device: DeviceRecord; readonly show: Beginning['show'] }> {
  const { store, deviceTypes, issuer, random } = services
  const type = deviceTypes.all.find((candidate) => candidate.method === method)
  if (!type?.begin) throw new KeystepError('bad_request', { errors: [{ path: 'method', key: 'unknown' }] })
  // The freshness that began an enrolment covers it to its end, so a repeat of its request is not asked again.
  const underWay = await store.findEnrolment(session.id)
  if (underWay?.requestKey === requestKey) return { device: underWay, show: {} }
  requireFresh(services, session, request)

  const { user } = session
  const { secret, state, destination, show } = await type.begin({ user, issuer, random })
  const place = { id: createId(random), userId: user.id, method }
  const { device, created } = await store.beginEnrolment({
    sessionId: session.id,
    requestKey,
    lifetime: enrolmentSeconds * 1000,
    device: {
      ...place,
      name,
      state,
      destination,
      lastResort: type.lastResort ?? false,
      secret: await sealDeviceSecret(services, place, secret),
    },
  })
  return { device, show: created ? show : {} }
}
