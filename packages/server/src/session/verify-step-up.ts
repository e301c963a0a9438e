import { toStepUp } from '../devices/binding.ts'
import { notePassed } from '../devices/note-passed.ts'
import { tryDevice } from '../devices/try-device.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import type { NewTrust } from '../stores/store-requests.ts'
import { rotation } from './rotation.ts'

export type VerifyStepUp = {
  readonly session: SessionRecord
  readonly deviceId: string
  readonly code: string
  readonly extra: unknown
  /** This browser may skip the second step from now on. */
  readonly trust: NewTrust | null
  readonly request: Request
}

/** Verifying (again) inside a session: it goes on under a new token, verified by this device now. */
export async function verifyStepUp(
  services: Services,
  { session, deviceId, code, extra, trust, request }: VerifyStepUp,
): Promise<{ readonly token: string | null; readonly session: SessionRecord }> {
  const { store } = services
  const { user } = session
  const devices = await store.devicesOf(user.id)
  const device = devices.find(({ id }) => id === deviceId) ?? null
  const { token, rotate } = await rotation(services, session)

  const answer = { binding: toStepUp(session), user, device, code, extra } as const
  const trial = { ...answer, request, expired: 'unauthenticated' } as const
  const finished = await tryDevice(services, trial, async (use, counted) => {
    const note = await notePassed(services, { counted, user, trusts: trust !== null, request })
    return await store.finishStepUp({ ...rotate, userId: user.id, deviceId, use, trust, note })
  })
  return { token, session: finished.session }
}
