import { newEvent } from '../audit/new-event.ts'
import { toBase64url } from '../crypto/base64url.ts'
import { createId } from '../crypto/tokens.ts'
import type { Services } from '../services.ts'
import type { NewMessage } from '../stores/event-requests.ts'

/** One more token beside those that live, or the first of a set. Null where the user has no other device. */
export async function addBackupToken(
  services: Pick<Services, 'store' | 'deviceTypes' | 'random'>,
  userId: string,
  /** The mails that tell the user. */
  tell: (userId: string) => Promise<readonly NewMessage[]> = async () => [],
): Promise<string | null> {
  const { store, deviceTypes, random } = services
  const type = deviceTypes.tokens
  const devices = await store.devicesOf(userId)
  if (!type || devices.every(({ lastResort }) => lastResort)) return null
  const holder = devices.find(({ method }) => method === type.method)
  const addTo = holder?.tokenSet ?? toBase64url(random(16))
  const { tokens, hashes } = await type.tokens.make({ random, addTo })
  const [token] = tokens
  const [hash] = hashes
  if (token === undefined || hash === undefined) throw new Error(`The method "${type.method}" makes no tokens.`)
  const deviceId = holder?.id ?? createId(random)
  const set = { userId, deviceId, method: type.method, name: '', tokenSet: addTo, hashes, lifetime: 0 }
  const device = { id: deviceId, method: type.method, name: holder?.name ?? '' }
  const happening = { name: 'token.added', user: { id: userId }, actor: null, device, request: null } as const
  const note = { events: [newEvent({ random }, happening)], messages: await tell(userId) }
  const filed = holder
    ? await store.addToken({ deviceId, tokenSet: addTo, hash, note })
    : (await store.renewTokens({ ...set, note }))?.tokenSet === addTo
  // The user made a new set meanwhile: this one is for that.
  return filed ? token : await addBackupToken(services, userId, tell)
}
