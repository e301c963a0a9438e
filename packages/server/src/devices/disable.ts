import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import { rotation } from '../session/rotation.ts'
import type { SessionRecord } from '../stores/records.ts'

/** Turns verification off: every device goes, trust and everything else signed in end, and this session goes on bare. */
export async function disable(
  services: Services,
  session: SessionRecord,
): Promise<{ readonly token: string | null; readonly session: SessionRecord }> {
  const { token, rotate } = await rotation(services, session)
  if (!(await services.store.removeAllDevices(session.user.id, rotate))) throw new KeystepError('unauthenticated')
  return { token, session: { ...session, hasDevice: false, verifiedAt: null, device: null, trusted: false } }
}
