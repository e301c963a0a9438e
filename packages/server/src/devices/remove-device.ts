import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import { requireFresh } from '../session/freshness.ts'
import { rotation } from '../session/rotation.ts'
import type { SessionRecord } from '../stores/records.ts'

export type RemoveDevice = {
  readonly session: SessionRecord
  readonly deviceId: string
  readonly request: Request
}

/**
 * Removes a device. An enrolment that this session began needs no more than the session; a confirmed device needs a
 * fresh one, and with it everything else that is signed in ends. `token` is then the session's new one.
 */
export async function removeDevice(
  services: Services,
  { session, deviceId, request }: RemoveDevice,
): Promise<{ readonly confirmed: boolean; readonly token: string | null }> {
  const { store } = services
  const { user } = session
  const enrolment = await store.findEnrolment(session.id)
  const confirmed = enrolment?.id !== deviceId
  if (confirmed) {
    const devices = await store.devicesOf(user.id)
    if (!devices.some(({ id }) => id === deviceId)) throw new KeystepError('not_found')
    await requireFresh(services, session, request)
  }
  const { token, rotate } = await rotation(services, session)
  const removal = { userId: user.id, deviceId, keep: rotate, confirmedToo: confirmed }
  const verdict = await store.removeDevice(removal)
  if (verdict !== 'removed') throw new KeystepError(verdict)
  return { confirmed, token }
}
