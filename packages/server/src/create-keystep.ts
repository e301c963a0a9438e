import type { SessionState } from '@keystep/contract'
import type { Context, Hono } from 'hono'
import { createApp } from './app.ts'
import { systemRandom } from './crypto/random.ts'
import { createCodeHashes } from './crypto/code-hashes.ts'
import { createSecretBox } from './crypto/secret-box.ts'
import { testKeyFault } from './crypto/key-fault.ts'
import type { DeviceType } from './device-types/device-type.ts'
import { createRegistry, type Registry } from './device-types/registry.ts'
import { createEvents, type Events, type Listener } from './events.ts'
import type { CheckCredentials, FirstFactor } from './first-factor/first-factor.ts'
import type { Passwords } from './first-factor/passwords.ts'
import { createHostCalls, type HostCalls } from './host-calls.ts'
import { keepAddress } from './http/client-address.ts'
import { createCookies } from './http/cookies.ts'
import { createErrorResponse } from './http/error-response.ts'
import { type Origins, readOrigins } from './http/origins.ts'
import { createSentTexts } from './languages/sent-texts.ts'
import { forgetPending, signIn } from './login/login-routes.ts'
import { createMaintenance, type Maintenance } from './maintenance.ts'
import { createOutbox } from './notices/outbox.ts'
import type { KeystepOptions, ThrottleOptions } from './options.ts'
import type { Services } from './services.ts'
import { cookieSessions } from './session/cookie-sessions.ts'
import { createGuards, type Guards } from './session/guards.ts'
import type { UserProfile } from './stores/records.ts'
import type { Schedule } from './stores/store-requests.ts'
import type { Store } from './stores/store.ts'

export type BeginLogin = {
  /** How the user proved who they are (RFC 8176), such as `['oauth']`. */
  readonly amr: readonly string[]
  /** Where the user was heading. */
  readonly next?: string | null
}

export type Keystep = Guards &
  HostCalls &
  Maintenance & {
    /** Mount it anywhere: `app.route('/auth', keystep.app)`. */
    readonly app: Hono
    /** The kinds of devices this server knows; a plug-in may add its own. */
    readonly deviceTypes: Registry
    /** Returns the function that ends the listening. */
    on<Name extends keyof Events>(name: Name, listener: Listener<Name>): () => void
    /**
     * After any first factor of the app's own: sets the cookies and returns the union. On `second_factor` send the
     * browser to the sign-in page, where the wizard goes on; otherwise to `next`.
     */
    beginLogin(c: Context, user: UserProfile, options: BeginLogin): Promise<SessionState>
  }

/** The whole server. Refuses options that could not hold what Keystep promises, with a sentence that says why. */
export function createKeystep(options: KeystepOptions): Keystep {
  const services = createServices(options)
  const errorResponse = createErrorResponse(services.emit)
  const builtIn = typeof options.firstFactor === 'object' ? options.firstFactor : null
  warnOfRestricted(services.deviceTypes)
  if (services.firstFactor) refuseTestPart(services.origins, services.firstFactor)
  return {
    app: createApp(services, builtIn, errorResponse),
    deviceTypes: services.deviceTypes,
    on: services.on,
    ...createGuards(services, errorResponse),
    ...createHostCalls(services),
    ...createMaintenance(services),
    async beginLogin(c, profile, { amr, next = null }) {
      if (!services.sessions.ownsLogin) throw new Error('beginLogin: in companion mode the app signs people in itself.')
      if (!amr.includes('pwd') && !services.reauthenticateUrl) {
        throw new Error('beginLogin: a user without a password needs reauthenticateUrl, to prove who they are again.')
      }
      const user = await services.store.saveUser(profile)
      if (user.disabled) throw new Error(`beginLogin: the user "${user.id}" is disabled.`)
      keepAddress(services, c)
      await forgetPending(services, c)
      return await signIn(services, c, { user, amr, next })
    },
  }
}

function createServices(options: KeystepOptions): Services & { readonly on: Keystep['on'] } {
  const { store, random = systemRandom, firstFactor, sessions = cookieSessions() } = options
  const { perAddress = 100, inAll = 10_000, ...guesses } = options.passwordThrottle ?? {}
  const { reauthenticateUrl: url, issuer, loginSeconds = 600, trustSeconds = 0 } = options
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
  const events = createEvents()
  const { deliverySeconds = 10, notices: gateway } = options
  const outbox = { store, box, emit: events.emit, deliverySeconds }
  return {
    store,
    random,
    origins,
    cookies,
    box,
    notices: gateway ? createOutbox({ ...outbox, gateway }) : null,
    codeHashes: createCodeHashes(options.keys),
    deviceTypes: createRegistry(options.methods, (type) => refuseTestPart(origins, type)),
    firstFactor: toFirstFactor(store, firstFactor),
    sessions: sessions({ store, cookies, random, trusts: trustSeconds > 0 }),
    issuer: typeof issuer === 'string' ? () => issuer : issuer,
    schedule: toSchedule(options.throttle),
    suspendAfter: toLimit('throttle.suspendAfter', options.throttle?.suspendAfter ?? 100),
    auditSeconds: toLimit('auditSeconds', options.auditSeconds ?? 365 * 86_400),
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

function warnOfRestricted({ all }: Registry): void {
  if (!all.every((type) => type.begin === undefined || type.restricted)) return
  console.warn('Keystep: phones alone can be taken over with their number. Offer totp() or another method beside them.')
}
