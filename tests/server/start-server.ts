import { Hono } from 'hono'
import {
  backup,
  createKeystep,
  email,
  type EmailOptions,
  type Events,
  inboxGateway,
  type KeystepOptions,
  memoryStore,
  passwords,
  type PasswordsOptions,
  type SlowHash,
  type Store,
  totp,
  type UserProfile,
} from '@keystep/server'
import { createAuthenticator } from './authenticator.ts'
import { type Browser, createBrowser } from './browser.ts'
import { codeInMessage } from '@keystep/testing'
import { cheapHash } from './cheap-hash.ts'

export const keys = [{ id: 'first', secret: 'a key for tests, of 32 bytes or more' }]
export const password = 'correct horse battery'

export type StartOptions = Omit<Partial<KeystepOptions>, 'firstFactor'> & {
  /** Null: none. */
  readonly firstFactor?: KeystepOptions['firstFactor'] | null
  readonly origin?: string
  readonly hash?: SlowHash
  readonly isTooCommon?: PasswordsOptions['isTooCommon']
  /** E-mail as a method, between the app and the backup tokens. */
  readonly withEmail?: Partial<EmailOptions>
  /** Stands between the server and its store, or for it, at the time that the clock tells. */
  readonly throughStore?: (store: Store, clock: () => number) => Store
}

/** The whole server in memory, with a clock that moves when told, an inbox, and an app of its own around it. */
export function startServer({
  origin = 'http://localhost:3000',
  hash = cheapHash,
  isTooCommon,
  ...rest
}: StartOptions = {}) {
  let time = Date.UTC(2026, 10, 2, 10)
  const clock = () => time
  const { throughStore = (plain: Store) => plain, firstFactor, withEmail, ...options } = rest
  const store = throughStore(memoryStore({ clock }), clock)
  const inbox = inboxGateway(clock)
  const builtIn = passwords({
    store,
    hash,
    gateway: inbox,
    resetUrl: `${origin}/reset`,
    ...(isTooCommon && { isTooCommon }),
  })
  const keystep = createKeystep({
    store,
    ...(firstFactor !== null && { firstFactor: firstFactor ?? builtIn }),
    issuer: 'Acme',
    origins: [origin],
    keys,
    methods: [totp(), ...(withEmail ? [email({ gateway: inbox, ...withEmail })] : []), backup({ hash })],
    ...options,
  })
  const app = new Hono()
  app.route('/auth', keystep.app)
  const faults: unknown[] = []
  keystep.on('fault', ({ error }) => void faults.push(error))

  const server = {
    keystep,
    app,
    store,
    inbox,
    builtIn,
    faults,
    now: clock,
    /** Moves the clock by so many seconds. */
    pass: (seconds: number) => void (time += seconds * 1000),
    browser: () => createBrowser(app, origin),
    async signUp(id: string, profile: Partial<UserProfile> = {}) {
      return await builtIn.create({ id, identifier: `${id}@example.com`, ...profile }, password)
    },
    /** Signs in as far as the password goes. */
    async passwordStep(id: string, browser = createBrowser(app, origin), next?: string) {
      const credentials = { identifier: `${id}@example.com`, password }
      const state = await browser.auth.login.start({ ...credentials, ...(next !== undefined && { next }) })
      return { browser, state }
    },
    /** Enrols an authenticator app in a session that is fresh. Its code of now is used up afterwards. */
    async enrol(browser: Browser, name = 'Phone') {
      const begun = await browser.auth.devices.begin({ method: 'totp', name, requestKey: crypto.randomUUID() })
      const phone = createAuthenticator(begun.otpauthUri ?? '', clock)
      const confirmed = await browser.auth.devices.confirm({ id: begun.device.id, code: phone.code() })
      return { deviceId: begun.device.id, phone, backupTokens: confirmed.backupTokens ?? [], confirmed, begun }
    },
    /** A user with an authenticator app, the browser it was enrolled in, and a code that was not used yet. */
    async signUpWithPhone(id: string, profile: Partial<UserProfile> = {}) {
      await server.signUp(id, profile)
      const { browser } = await server.passwordStep(id)
      const enrolled = await server.enrol(browser)
      server.pass(30)
      return { browser, ...enrolled }
    },
    /** The code in the newest mail. */
    mailedCode: () => codeInMessage(inbox.messages[0]?.text ?? ''),
    /** Enrols an address in a session that is fresh. */
    async enrolEmail(browser: Browser, address?: string) {
      const wanted = { method: 'email', requestKey: crypto.randomUUID(), ...(address !== undefined && { address }) }
      const begun = await browser.auth.devices.begin(wanted)
      const confirmed = await browser.auth.devices.confirm({ id: begun.device.id, code: server.mailedCode() })
      return { deviceId: begun.device.id, backupTokens: confirmed.backupTokens ?? [], confirmed, begun }
    },
    /** Everything a listener of these events was told from now on. */
    listen<Name extends keyof Events>(name: Name) {
      const told: Events[Name][] = []
      keystep.on(name, (event) => void told.push(event))
      return told
    },
  }
  return server
}

/** What a call that must fail rejects with. */
export function refusal(code: string, details?: Record<string, unknown>) {
  return { name: 'KeystepError', code, ...(details && { details }) }
}
