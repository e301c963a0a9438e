import { tryDevice } from '../devices/try-device.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { rotation } from './rotation.ts'

export type VerifyStepUp = {
  readonly session: SessionRecord
  readonly deviceId: string
  readonly code: string
  readonly request: Request
}

/** Verifying (again) inside a session: it goes on under a new token, verified by this device now. */
export async function verifyStepUp(
  services: Services,
  { session, deviceId, code, request }: VerifyStepUp,
): Promise<{ readonly token: string | null; readonly session: SessionRecord }> {
  const { store } = services
  const { user } = session
  const devices = await store.devicesOf(user.id)
  const device = devices.find(({ id }) => id === deviceId) ?? null
  const { token, rotate } = await rotation(services, session)

  const trial = { sender: 'step_up', user, device, code, request, expired: 'unauthenticated' } as const
  const finished = await tryDevice(services, trial, (use) =>
    store.finishStepUp({ ...rotate, userId: user.id, deviceId, use }),
  )
  return { token, session: finished.session }
}
