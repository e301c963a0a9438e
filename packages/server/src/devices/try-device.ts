import { type FailureCode, KeystepError } from '@keystep/contract'
import { readExtra } from '../device-types/read-extra.ts'
import type { Services } from '../services.ts'
import type { DeviceRecord, User } from '../stores/records.ts'
import type { Attempt, CountedTry, Use } from '../stores/store-requests.ts'
import { newEvent } from '../audit/new-event.ts'
import type { NewEvent } from '../stores/event-requests.ts'
import { warnOfGuesses } from './warn-of-guesses.ts'
import { eventDevice, eventUser } from './event-subjects.ts'
import { type Binding, codePlace } from './binding.ts'
import { openDeviceSecret } from './device-secret.ts'

export type TryDevice = {
  readonly binding: Binding
  readonly user: User
  /** Null for an id that names no device of the user's: it charges nobody and says nothing. */
  readonly device: DeviceRecord | null
  readonly code: string
  /** For a device type that asks for more than a code. */
  readonly extra: unknown
  readonly request: Request
  readonly enrollingSession?: string
  /** What to say when the login, session or enrolment ended meanwhile. */
  readonly expired: FailureCode
}

export type Counted = {
  readonly now: number
  readonly device: DeviceRecord
  /** As which the try is written down; one of its id that says otherwise takes its place. */
  readonly event: NewEvent
}

type Passed<T> = { readonly ok: true } & T
type Refused = { readonly ok: false; readonly reason: 'used' | 'expired' | 'stale' }

/**
 * One try of a device: counted, then judged, then used up by `commit`, whose verdict is final. Wrong, used up and
 * never issued get the same answer; a fault of ours gives the try back.
 */
export async function tryDevice<T>(
  services: Services,
  { binding, user, device, code, extra: given, request, enrollingSession, expired }: TryDevice,
  commit: (use: Use, counted: Counted) => Promise<Passed<T> | Refused>,
): Promise<Passed<T>> {
  if (!device) throw new KeystepError('invalid_code')
  const type = services.deviceTypes.get(device.method)
  const answer = type.parse(code, device)
  if (answer === null) throw new KeystepError('bad_request', { errors: [{ path: 'code', key: 'format' }] })
  const extra = await readExtra(type.extra?.answer, given)
  const { purpose, sessionId } = binding
  const event = newEvent(services, {
    name: 'verification.failed',
    user,
    device,
    sessionId,
    request,
    detail: { purpose },
  })
  const attempt: Attempt = {
    userId: user.id,
    deviceId: device.id,
    schedule: services.schedule,
    event,
    ...(services.suspendAfter !== null && { suspendAfter: services.suspendAfter }),
    ...(enrollingSession && { enrollingSession }),
    ...(type.sends && { boundTo: binding.boundTo }),
  }
  const tried = await services.store.countTry(attempt)
  if (!tried) throw new KeystepError('invalid_code')
  if (!tried.counted) throw new KeystepError('throttled', { retryAfter: seconds(tried.lockedUntil - tried.now) })

  const about = { sender: binding.purpose, user: eventUser(user), device: eventDevice(device), request }
  const verdict = await judge(tried)
  if (verdict.ok) {
    services.emit('user.verified', about)
    return verdict
  }
  if (verdict.reason !== 'used') {
    // The login, the session or the enrolment ended under it: no failure of whoever typed a right code.
    await services.store.refundTry(tried)
    throw new KeystepError(verdict.reason === 'stale' ? 'step_up_required' : expired)
  }
  services.emit('verification.failed', about)
  if (purpose !== 'setup') await warnOfGuesses(services, { user, device: tried.device, request })
  throw new KeystepError('invalid_code', afterFailure(tried))

  async function sentCode(typed: string): Promise<Use> {
    const hashes = await services.codeHashes.underEveryKey(typed, codePlace(binding, { id: device?.id ?? '' }))
    return { kind: 'sent', boundTo: binding.boundTo, hashes, tries: type.sends?.tries ?? 5 }
  }

  async function judge(counted: CountedTry): Promise<Passed<T> | Refused> {
    try {
      const secret = await openDeviceSecret(services, counted.device)
      const use = await type.verify(answer as string, {
        device: counted.device,
        secret,
        now: counted.now,
        extra,
        sentCode,
      })
      return use ? await commit(use, { ...counted, event }) : { ok: false, reason: 'used' }
    } catch (error) {
      await services.store.refundTry(counted)
      throw error
    }
  }

  function afterFailure({ device: { failures, lockedUntil }, now }: CountedTry) {
    const triesLeft = Math.max(0, services.schedule.freeTries - failures)
    return lockedUntil > now ? { triesLeft, retryAfter: seconds(lockedUntil - now) } : { triesLeft }
  }
}

function seconds(milliseconds: number): number {
  return Math.ceil(milliseconds / 1000)
}
