import { isKeystepError, KeystepError } from '@keystep/contract'
import { createId } from '../crypto/tokens.ts'
import { sealDeviceSecret } from '../devices/device-secret.ts'
import type { BegunDevice } from '../device-types/device-type.ts'
import { cutExtra, readExtra } from '../device-types/read-extra.ts'
import { toSetup } from '../devices/binding.ts'
import { type Challenged, sendChallenge } from '../devices/send-challenge.ts'
import type { Services } from '../services.ts'
import { requireFresh } from '../session/freshness.ts'
import type { DeviceRecord, SessionRecord } from '../stores/records.ts'

export type BeginSetup = {
  readonly session: SessionRecord
  readonly method: string
  readonly name: string
  /** Where to send to, for a method that sends. Null: the user's own. */
  readonly address: string | null
  /** Where to text or call, for a method that does. */
  readonly number: string | null
  readonly extra: unknown
  /** A repeat of the same key gets the enrolment under way, without its secret. */
  readonly requestKey: string
  readonly request: Request
}

/** How long an enrolment may take; the freshness that began it lasts as long. */
export const enrolmentSeconds = 600

export type BegunSetup = {
  readonly device: DeviceRecord
  readonly show: BegunDevice['show']
  readonly sent: Challenged['sent']
}

/** Begins an enrolment. Nothing about the account changes before it is confirmed. */
export async function beginSetup(
  services: Services,
  { session, method, name, address, number, extra: given, requestKey, request }: BeginSetup,
): Promise<BegunSetup> {
  const { store, deviceTypes, random } = services
  const type = deviceTypes.all.find((candidate) => candidate.method === method)
  if (!type?.begin) throw new KeystepError('bad_request', { errors: [{ path: 'method', key: 'unknown' }] })
  // The freshness that began an enrolment covers it to its end, so a repeat of its request is not asked again.
  const underWay = await store.findEnrolment(session.id)
  if (underWay?.requestKey === requestKey) return { device: underWay, show: {}, sent: await send(underWay) }
  await requireFresh(services, session, request)

  const { user } = session
  const extra = await readExtra(type.extra?.begin, given)
  const asked = { address, number, extra }
  const begun = await type.begin({ user, request, issuer: services.issuer(user, request), random, ...asked })
  if (begun.refused) throw new KeystepError('bad_request', { errors: [begun.refused] })
  const { secret, state, destination } = begun
  const place = { id: createId(random), userId: user.id, method }
  const filed = await store.beginEnrolment({
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
  if (!filed) throw new KeystepError('unauthenticated')
  if (filed === 'conflict')
    throw new KeystepError('conflict', { errors: [{ path: 'method', key: 'too_many_devices' }] })
  const { device, created } = filed
  const { extra: shown, ...show } = created ? begun.show : {}
  return { device, show: { ...show, ...(await cutExtra(type.extra?.shown, shown)) }, sent: await send(device) }

  async function send(to: DeviceRecord): Promise<Challenged['sent']> {
    const challenge = {
      binding: toSetup(session),
      user: session.user,
      device: to,
      request,
      missing: 'not_found',
    } as const
    try {
      return (await sendChallenge(services, { ...challenge, enrollingSession: session.id })).sent
    } catch (error) {
      // It is under way all the same; the call that sends again says how long that has to wait.
      if (isKeystepError(error) && error.details.sending) return null
      throw error
    }
  }
}
