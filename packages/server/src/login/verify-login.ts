import { createToken, hashToken } from '../crypto/tokens.ts'
import { toLogin } from '../devices/binding.ts'
import { notePassed } from '../devices/note-passed.ts'
import { tryDevice } from '../devices/try-device.ts'
import { browserName } from '../http/browser-name.ts'
import type { Services } from '../services.ts'
import type { PendingRecord, SessionRecord } from '../stores/records.ts'
import type { NewTrust } from '../stores/store-requests.ts'
import { answerableDevices } from './answerable-devices.ts'

export type VerifyLogin = {
  readonly pending: PendingRecord
  readonly deviceId: string
  readonly code: string
  readonly extra: unknown
  /** This browser may skip the second step from now on. */
  readonly trust: NewTrust | null
  readonly request: Request
}

/** The second step of a login: the code is used up, the pending login ends and a verified session begins, or nothing. */
export async function verifyLogin(
  services: Services,
  { pending, deviceId, code, extra, trust, request }: VerifyLogin,
): Promise<{ readonly token: string; readonly session: SessionRecord }> {
  const { store, sessions, random } = services
  const device = answerableDevices(services, pending).find(({ id }) => id === deviceId) ?? null
  const token = createToken('ses', random)
  const tokenHash = hashToken(token)
  if (!sessions.lifetimes) throw new Error('verifyLogin: the host owns the login.')
  const amr = [...pending.amr, device?.method ?? '']
  const session = { tokenHash, lifetimes: sessions.lifetimes, amr, browser: browserName(request) }

  const answer = { binding: toLogin(pending), user: pending.user, device, code, extra } as const
  const trial = { ...answer, request, expired: 'login_expired' } as const
  const finished = await tryDevice(services, trial, async (use, counted) => {
    const note = await notePassed(services, { counted, user: pending.user, trusts: trust !== null, request })
    return await store.finishLogin({ pending, deviceId, use, trust, session, note })
  })
  return { token, session: finished.session }
}
