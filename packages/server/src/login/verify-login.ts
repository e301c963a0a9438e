import { createToken, hashToken } from '../crypto/tokens.ts'
import { tryDevice } from '../devices/try-device.ts'
import type { Services } from '../services.ts'
import type { PendingRecord, SessionRecord } from '../stores/records.ts'

export type VerifyLogin = {
  readonly pending: PendingRecord
  readonly deviceId: string
  readonly code: string
  readonly request: Request
}

/** The second step of a login: the code is used up, the pending login ends and a verified session begins, or nothing. */
export async function verifyLogin(
  services: Services,
  { pending, deviceId, code, request }: VerifyLogin,
): Promise<{ readonly token: string; readonly session: SessionRecord }> {
  const { store, sessions, random } = services
  const device = pending.devices.find(({ id }) => id === deviceId) ?? null
  const token = createToken('ses', random)
  const tokenHash = await hashToken(token)
  if (!sessions.lifetimes) throw new Error('verifyLogin: the host owns the login.')
  const session = { tokenHash, lifetimes: sessions.lifetimes, amr: [...pending.amr, device?.method ?? ''] }

  const trial = { sender: 'login', user: pending.user, device, code, request, expired: 'login_expired' } as const
  const finished = await tryDevice(services, trial, (use) => store.finishLogin({ pending, deviceId, use, session }))
  return { token, session: finished.session }
}
