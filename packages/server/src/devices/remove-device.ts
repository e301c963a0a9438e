import { deviceLabel } from '../notices/device-label.ts'
import { KeystepError } from '@keystep/contract'
import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import { requireFresh } from '../session/freshness.ts'
import { rotation } from '../session/rotation.ts'
import type { DeviceRecord, SessionRecord } from '../stores/records.ts'

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
  let device: DeviceRecord | undefined
  const enrolment = await store.findEnrolment(session.id)
  const confirmed = enrolment?.id !== deviceId
  if (confirmed) {
    device = (await store.devicesOf(user.id)).find(({ id }) => id === deviceId)
    if (!device) throw new KeystepError('not_found')
    await requireFresh(services, session, request)
  }
  const { token, rotate } = await rotation(services, session)
  const note = device && (await removalNote(services, session, device, request))
  const removal = { userId: user.id, deviceId, keep: rotate, confirmedToo: confirmed, ...(note && { note }) }
  const verdict = await store.removeDevice(removal)
  if (verdict !== 'removed') throw new KeystepError(verdict)
  return { confirmed, token }
}

/** The mailbox that goes is told as well. */
async function removalNote(services: Services, session: SessionRecord, device: DeviceRecord, request: Request) {
  const about = { name: 'device.removed', user: session.user, device, sessionId: session.id, request } as const
  return await noteOf(services, about, (texts) => texts.deviceRemovedNotice({ device: deviceLabel(texts, device) }))
}
