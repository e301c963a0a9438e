import { eventNote } from '../audit/event-note.ts'
import { KeystepError } from '@keystep/contract'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'

/**
 * Proves that the waiting set was saved: it takes the old one's place. The token is not used up, and a wrong one is
 * no try: who asks has just been shown them all, and gains nothing by guessing.
 */
export async function confirmBackupTokens(
  services: Services,
  session: SessionRecord,
  token: string,
  request: Request,
): Promise<{ readonly tokensLeft: number }> {
  const { store, deviceTypes } = services
  const type = deviceTypes.tokens
  const devices = await store.devicesOf(session.user.id)
  const device = devices.find(({ waitingSet, method }) => waitingSet !== null && method === type?.method)
  if (!type || !device) throw new KeystepError('not_found')
  const answer = type.parse(token, device)
  if (answer === null) throw new KeystepError('bad_request', { errors: [{ path: 'token', key: 'format' }] })
  const hash = await type.tokens.hash(answer, device.waitingSet ?? '')
  const about = { name: 'tokens.confirmed', user: session.user, device, sessionId: session.id, request } as const
  const note = eventNote(services, about)
  const tokensLeft = await store.confirmTokens({ deviceId: device.id, hash, note })
  if (tokensLeft === null) throw new KeystepError('invalid_code')
  return { tokensLeft }
}
