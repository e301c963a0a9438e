import { createId } from '../crypto/tokens.ts'
import { openDeviceSecret } from '../devices/device-secret.ts'
import { mailAddress } from '../first-factor/mail-address.ts'
import { browserName } from '../http/browser-name.ts'
import { addressOf } from '../http/client-address.ts'
import type { SentTexts } from '../languages/en.ts'
import type { Services } from '../services.ts'
import type { NewMessage } from '../stores/event-requests.ts'
import type { DeviceRecord, User } from '../stores/records.ts'
import { sealMessage } from './sealed-message.ts'

export type Notice = {
  readonly user: User
  /** What happened, in one sentence. */
  readonly what: (texts: SentTexts) => string
  /** Null: it was called in process. */
  readonly request: Request | null
  /** A mailbox that is told nothing, as it is the one that came along. */
  readonly except?: DeviceRecord
}

/**
 * The mails that tell a user what happened, to every address that is known of them (NIST SP 800-63B-4, 4.6), for the
 * store to keep with the verdict.
 */
export async function noticeOf(services: Services, notice: Notice): Promise<readonly NewMessage[]> {
  const { store, box, random, notices, texts: find, issuer: issuerOf } = services
  if (!notices) return []
  const { user, what, request, except } = notice
  const texts = find(user.language)
  const now = await store.now()
  const issuer = issuerOf(user, request)
  const where = request && [browserName(request), addressOf(request)].filter((part) => part !== null).join(', ')
  const mail = {
    subject: texts.noticeSubject({ issuer }),
    text: texts.noticeText({ issuer, what: what(texts), time: new Date(now), where: where || null }),
  }
  const addresses = await mailAddresses(services, user, except)
  if (request) notices.expect(request)
  return await Promise.all(
    addresses.map(async (to) => {
      const id = createId(random)
      return { id, userId: user.id, sealed: await sealMessage(box, id, { to, ...mail }) }
    }),
  )
}

async function mailAddresses(services: Services, user: User, except?: DeviceRecord): Promise<readonly string[]> {
  const { store, deviceTypes } = services
  const mailboxes = async (devices: readonly DeviceRecord[]) =>
    await Promise.all(
      devices.flatMap((device) => {
        const type = deviceTypes.has(device.method) ? deviceTypes.get(device.method) : null
        if (!type?.mailbox) return []
        return [openDeviceSecret(services, device).then((secret) => secret && type.mailbox?.(secret))]
      }),
    )
  const own = [mailAddress(user), ...(await mailboxes(await store.devicesOf(user.id)))]
  const [added] = except ? await mailboxes([except]) : []
  return [...new Set(own)].filter((address): address is string => Boolean(address) && address !== added)
}
