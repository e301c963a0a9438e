import { eventNote } from '../audit/event-note.ts'
import { type FailureCode, KeystepError } from '@keystep/contract'
import { createCode } from '../crypto/create-code.ts'
import { hashSubject } from '../crypto/hash-subject.ts'
import { createToken } from '../crypto/tokens.ts'
import { inTime } from '../delivery/in-time.ts'
import { sealSpoken } from '../hooks/spoken-code.ts'
import type { Services } from '../services.ts'
import type { ChallengeRecord, DeviceRecord, User } from '../stores/records.ts'
import { type Binding, codePlace } from './binding.ts'
import { eventDevice, eventUser } from './event-subjects.ts'
import { openDeviceSecret } from './device-secret.ts'

export type SendChallenge = {
  readonly binding: Binding
  readonly user: User
  readonly device: DeviceRecord
  readonly request: Request
  readonly enrollingSession?: string
  /** What to say when the device is gone. */
  readonly missing: FailureCode
}

/** What went out, if the device is one that something is sent to, and the store's clock. */
export type Challenged = { readonly now: number; readonly sent: ChallengeRecord | null }

/**
 * Sends a code, at most one within the type's spacing: asking again before answers what went out. It is charged before
 * its gateway is called, and leaves after the store filed it, outside any transaction; a gateway that fails is told as
 * it is, and nothing else stops working.
 */
export async function sendChallenge(services: Services, wanted: SendChallenge): Promise<Challenged> {
  const { store, deviceTypes, codeHashes, random, box, deliverySeconds } = services
  const { binding, user, device, enrollingSession, missing } = wanted
  const type = deviceTypes.get(device.method)
  const { sends } = type
  if (!sends) return { now: await store.now(), sent: null }
  const secret = await openDeviceSecret(services, device)
  if (!secret) throw new Error(`A device of the method "${device.method}" lost what it sends to.`)
  const code = createCode(type.codeLength?.(device) ?? 6, random)
  const hookId = createToken('hok', random)
  const charge = { userId: user.id, secret, boundTo: binding.boundTo, unproved: binding.purpose === 'setup' }
  const charged = sends.budgets?.(charge) ?? []
  const { purpose, sessionId } = binding
  const about = { user, device, sessionId, request: wanted.request, detail: { purpose } }
  const filed = {
    userId: user.id,
    deviceId: device.id,
    boundTo: binding.boundTo,
    codeHash: await codeHashes.of(code, codePlace(binding, device)),
    lifetime: sends.lifetimeSeconds * 1000,
    spacing: sends.resendSeconds * 1000,
    lease: (deliverySeconds + leaseMargin) * 1000,
    budgets: await Promise.all(charged.map((budget) => hashSubject(codeHashes, budget))),
    ...(sends.hook && { spoken: await sealSpoken(box, hookId, code) }),
    ...(enrollingSession && { enrollingSession }),
    note: eventNote(services, { ...about, name: 'code.sent' }),
  }
  const opened = await store.openChallenge(filed)
  if (!opened) throw new KeystepError(missing)
  if (!opened.opened) {
    if (opened.reason === 'sent') return { now: opened.now, sent: opened.challenge }
    const retryAfter = Math.ceil((opened.until - opened.now) / 1000)
    throw new KeystepError('throttled', opened.reason === 'budget' ? { retryAfter, sending: true } : { retryAfter })
  }
  try {
    await inTime(sends.send({ code, secret, hookId, ...messageOf(services, wanted) }), deliverySeconds)
  } catch (error) {
    await store.challengeFailed(filed)
    const failed = { user: eventUser(user), device: eventDevice(device), error, request: wanted.request }
    services.emit('delivery.failed', failed)
    throw new KeystepError('delivery_failed')
  }
  await store.challengeSent(filed)
  return { now: opened.now, sent: opened.challenge }
}

/** Seconds a server may take beyond its gateway, before another takes it for dead. */
const leaseMargin = 5

function messageOf(services: Services, { user, device, request, binding }: SendChallenge) {
  const { issuer, texts, origins } = services
  const words = { issuer: issuer(user, request), texts: texts(user.language) }
  return { user, device, ...words, purpose: binding.purpose, domain: domainOf(request, origins.list) }
}

/** From the configured origins alone: what a request says of itself is believed where it is one of them. */
function domainOf(request: Request, origins: readonly string[]): string {
  const asking = request.headers.get('origin')
  const origin = asking !== null && origins.includes(asking) ? asking : (origins[0] ?? '')
  return new URL(origin).hostname
}
