import { createLane } from './crypto/lane.ts'
import { createCodeHashes } from './crypto/code-hashes.ts'
import { testKeyFault } from './crypto/key-fault.ts'
import { systemRandom } from './crypto/random.ts'
import { createSecretBox } from './crypto/secret-box.ts'
import type { DeviceType } from './device-types/device-type.ts'
import { createRegistry } from './device-types/registry.ts'
import { createEvents } from './events.ts'
import type { CheckCredentials, FirstFactor } from './first-factor/first-factor.ts'
import type { Passwords } from './first-factor/passwords.ts'
import { createCookies } from './http/cookies.ts'
import { type Origins, readOrigins } from './http/origins.ts'
import { createSentTexts } from './languages/sent-texts.ts'
import { createOutbox } from './notices/outbox.ts'
import type { KeystepOptions, ThrottleOptions } from './options.ts'
import type { Services } from './services.ts'
import { cookieSessions } from './session/cookie-sessions.ts'
import { trustReused } from './session/trust-reused.ts'
import type { User } from './stores/records.ts'
import type { Schedule } from './stores/store-requests.ts'
import type { Store } from './stores/store.ts'

/** What the flows may use, out of the options. Refuses those that could not hold what Keystep promises. */
export function createServices(options: KeystepOptions): Services & ReturnType<typeof createEvents> {
  const { store, random = systemRandom, firstFactor, sessions = cookieSessions() } = options
  const { perAddress = 100, inAll = 10_000, ...guesses } = options.passwordThrottle ?? {}
  const { reauthenticateUrl: url, issuer, loginSeconds = 600, trustSeconds = 0 } = options
  const events = createEvents()
  const origins = readOrigins(options.origins, options.insecureCookies ?? false)
  const testKey = testKeyFault(options.keys)
  if (testKey !== null) refuseTestPart(origins, { testOnly: `createKeystep: ${testKey}` })
  const cookies = createCookies({ name: options.cookieName ?? 'keystep', secure: origins.secureCookies })
  if (!(trustSeconds >= 0 && trustSeconds <= 30 * 86_400)) {
    throw new Error('createKeystep: trustSeconds must be from 0 to 30 days, which are 2592000 seconds.')
  }
  if (!firstFactor && url === undefined) {
    throw new Error('createKeystep: without firstFactor, give reauthenticateUrl, where users prove who they are again.')
  }
  const box = createSecretBox(options.keys, random)
  const { deliverySeconds = 10, notices: gateway } = options
  const outbox = { store, box, emit: events.emit, deliverySeconds }
  const told = (user: User, request: Request) => trustReused(services, user, request)
  const services: Services & ReturnType<typeof createEvents> = {
    store,
    random,
    origins,
    cookies,
    box,
    notices: gateway ? createOutbox({ ...outbox, gateway }) : null,
    codeHashes: createCodeHashes(options.keys),
    deviceTypes: createRegistry(options.methods, (type) => refuseTestPart(origins, type)),
    firstFactor: toFirstFactor(store, firstFactor),
    sessions: sessions({ store, cookies, random, trusts: trustSeconds > 0, trustReused: told }),
    issuer: typeof issuer === 'string' ? () => issuer : issuer,
    schedule: toSchedule(options.throttle),
    suspendAfter: toLimit('throttle.suspendAfter', options.throttle?.suspendAfter ?? 100),
    auditSeconds: toLimit('auditSeconds', options.auditSeconds ?? 365 * 86_400),
    // Nobody is kept waiting for a database that is away.
    guessLane: createLane({ running: 2, waiting: Infinity, longest: 2000 }),
    guessLimits: { schedule: toSchedule(guesses), perAddress, inAll },
    freshSeconds: options.freshSeconds ?? 300,
    loginSeconds: loginSeconds === 0 ? null : loginSeconds,
    texts: createSentTexts(options.texts),
    deliverySeconds,
    trustSeconds: trustSeconds === 0 ? null : trustSeconds,
    allowedNextOrigins: options.allowedNextOrigins ?? [],
    reauthenticateUrl: typeof url === 'string' ? () => url : (url ?? null),
    setupUrl: options.setupUrl ?? null,
    clientAddress: options.clientAddress ?? (() => null),
    ...events,
  }
  if (services.firstFactor) refuseTestPart(origins, services.firstFactor)
  return services
}

function toSchedule(throttle: ThrottleOptions = {}): Schedule {
  const { freeTries = 4, firstWaitSeconds = 30, longestWaitSeconds = 3600 } = throttle
  return { freeTries, firstWait: firstWaitSeconds * 1000, longestWait: longestWaitSeconds * 1000 }
}

/** Null: no limit. */
function toLimit(name: string, count: number): number | null {
  if (count === Infinity) return null
  if (Number.isInteger(count) && count >= 1) return count
  throw new Error(`createKeystep: ${name} must be a whole number from 1 on, or Infinity.`)
}

/** An own check answers with a profile, which is kept; the built-in one knows its users already. */
function toFirstFactor(store: Store, firstFactor: Passwords | CheckCredentials | undefined): FirstFactor | null {
  if (typeof firstFactor !== 'function') return firstFactor ?? null
  return {
    async check(credentials, context) {
      const profile = await firstFactor(credentials, context)
      return profile && (await store.saveUser(profile))
    },
  }
}

function refuseTestPart({ production }: Origins, { testOnly }: Pick<DeviceType, 'testOnly'>): void {
  if (testOnly && production) throw new Error(testOnly)
}
