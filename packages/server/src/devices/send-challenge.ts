import { type FailureCode, KeystepError } from '@keystep/contract'
import { createCode } from '../crypto/create-code.ts'
import { inTime } from '../delivery/in-time.ts'
import type { SentCodes } from '../device-types/device-type.ts'
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
 * Sends a code, at most one within the type's spacing: asking again before answers what went out. It leaves after the
 * store filed it, outside any transaction; a gateway that fails is told as it is, and nothing else stops working.
 */
export async function sendChallenge(services: Services, wanted: SendChallenge): Promise<Challenged> {
  const { store, deviceTypes, codeHashes, random } = services
  const { binding, user, device, enrollingSession, missing } = wanted
  const type = deviceTypes.get(device.method)
  const { sends } = type
  if (!sends) return { now: await store.now(), sent: null }
  const code = createCode(type.codeLength?.(device) ?? 6, random)
  const filed = {
    userId: user.id,
    deviceId: device.id,
    boundTo: binding.boundTo,
    codeHash: await codeHashes.of(code, codePlace(binding, device)),
    lifetime: sends.lifetimeSeconds * 1000,
    spacing: sends.resendSeconds * 1000,
  }
  const opened = await store.openChallenge(enrollingSession ? { ...filed, enrollingSession } : filed)
  if (!opened) throw new KeystepError(missing)
  if (!opened.opened) {
    const { challenge, lockedUntil, now } = opened
    if (lockedUntil <= now) return { now, sent: challenge }
    throw new KeystepError('throttled', { retryAfter: Math.ceil((lockedUntil - now) / 1000) })
  }
  try {
    await inTime(handOver(services, sends, wanted, code), services.deliverySeconds)
  } catch (error) {
    await store.challengeFailed(filed)
    services.emit('delivery.failed', {
      user: eventUser(user),
      device: eventDevice(device),
      error,
      request: wanted.request,
    })
    throw new KeystepError('delivery_failed')
  }
  return { now: opened.now, sent: opened.challenge }
}

async function handOver(services: Services, sends: SentCodes, wanted: SendChallenge, code: string): Promise<void> {
  const { user, device, request, binding } = wanted
  const secret = await openDeviceSecret(services, device)
  if (!secret) throw new Error(`A device of the method "${device.method}" lost what it sends to.`)
  const words = { issuer: services.issuer(user, request), texts: services.texts(user.language) }
  await sends.send({ code, user, device, secret, ...words, purpose: binding.purpose })
}
