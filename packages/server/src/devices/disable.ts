import { KeystepError } from '@keystep/contract'
import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import { rotation } from '../session/rotation.ts'
import type { SessionRecord } from '../stores/records.ts'

/** Turns verification off: every device goes, trust and everything else signed in end, and this session goes on bare. */
export async function disable(
  services: Services,
  session: SessionRecord,
  request: Request,
): Promise<{ readonly token: string | null; readonly session: SessionRecord }> {
  const { user } = session
  const { token, rotate } = await rotation(services, session)
  const about = { name: 'devices.removed', user, sessionId: session.id, request } as const
  const note = await noteOf(services, about, (texts) => texts.disabledNotice)
  if (!(await services.store.removeAllDevices(user.id, rotate, note))) throw new KeystepError('unauthenticated')
  return { token, session: { ...session, hasDevice: false, verifiedAt: null, device: null, trusted: false } }
}
