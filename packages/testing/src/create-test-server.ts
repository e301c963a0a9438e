import {
  createKeystep,
  type DeviceType,
  type Inbox,
  inboxGateway,
  type Keystep,
  type KeystepEnv,
  type KeystepOptions,
  memoryStore,
  type Passwords,
  passwords,
  type Store,
} from '@keystep/server'
import { Hono } from 'hono'
import { type Browser, createBrowser } from './browser.ts'
import { cheapHash } from './cheap-hash.ts'
import { type MethodName, namedMethods } from './named-methods.ts'
import { type MovingClock, movingClock } from './moving-clock.ts'
import { everybody, type Person, type PersonName, seedPerson } from './people.ts'
import { type RecordedEvent, recordEvents } from './record-events.ts'

export type TestServerOptions<Name extends PersonName = PersonName> = Partial<
  Omit<KeystepOptions, 'store' | 'methods'>
> & {
  /** Device types, or the names of those that need nothing but this server. @default ['totp', 'backup'] */
  readonly methods?: ReadonlyArray<DeviceType | MethodName>
  /** Where the page and the server live; on this machine, as cheap hashes are refused elsewhere. @default 'https://localhost' */
  readonly origin?: string
  /** What the clock shows first, in epoch milliseconds. @default Monday, 5 January 2026, 9:00 UTC */
  readonly start?: number
  /** Who has an account. None can be seeded where the app signs people in itself. @default ada, mary and olga */
  readonly people?: readonly Name[]
  /** The app's own routes, beside Keystep's under `/auth`. */
  readonly routes?: (app: Hono<KeystepEnv>, keystep: Keystep) => void
  /** @default memoryStore */
  readonly store?: (options: { readonly clock: () => number }) => Store | Promise<Store>
}

/** A server, and the first browser that uses it. */
export type TestServer<Name extends PersonName = PersonName> = Browser & {
  readonly keystep: Keystep
  readonly app: Hono<KeystepEnv>
  readonly origin: string
  readonly store: Store
  readonly passwords: Passwords
  readonly clock: MovingClock
  /** Every mail that was sent, the newest first; but for notices. */
  readonly inbox: Inbox
  /**
   * The mails that told somebody of a change to their account since the server was ready, the newest first. They leave
   * after the answer: wait for them. None arrive where `notices` is an option of the server's own.
   */
  readonly notices: Inbox
  /** Every event since the server was ready, the oldest first. */
  readonly events: readonly RecordedEvent[]
  readonly people: Readonly<Record<Name, Person>>
  /** Another browser, without cookies; on a page of another origin, if one is given. */
  readonly browser: (options?: { readonly origin?: string }) => Browser
}

const dayInSeconds = 24 * 60 * 60

/** The real server in memory, in Node or in a page, with a clock that moves when told and people who can sign in. */
export async function createTestServer<Name extends PersonName = PersonName>(
  options: TestServerOptions<Name> = {},
): Promise<TestServer<Name>> {
  const {
    origin = 'https://localhost',
    start = Date.UTC(2026, 0, 5, 9),
    people: names = everybody as readonly Name[],
    methods = ['totp', 'backup'],
    store: createStore = memoryStore,
    routes,
    ...keystepOptions
  } = options
  const clock = movingClock(start)
  const store = await createStore({ clock: clock.now })
  const inbox = inboxGateway(clock.now)
  const hash = cheapHash()
  const builtIn = passwords({ store, hash, gateway: inbox, resetUrl: `${origin}/reset` })
  const notices = inboxGateway(clock.now)
  const settings: KeystepOptions = {
    store,
    firstFactor: builtIn,
    issuer: 'Keystep',
    origins: [origin],
    keys: [{ id: 'test', secret: 'a key for tests, and for tests only' }],
    ...keystepOptions,
    methods: methods.map((type) => (typeof type === 'string' ? namedMethods[type]({ inbox, hash }) : type)),
  }
  const keystep = createKeystep({ notices, ...settings })
  const app = new Hono<KeystepEnv>()
  app.route('/auth', keystep.app)
  routes?.(app, keystep)

  const { now } = clock
  const baseUrl = `${origin}/auth`
  function browser({ origin: page = origin }: { readonly origin?: string } = {}): Browser {
    return createBrowser(app, { origin: page, baseUrl, clock: now })
  }

  // They enrolled the day before, so that no code of today is used up and no session of theirs is left.
  clock.advance(-dayInSeconds)
  const seed = { clock, passwords: builtIn, inbox }
  // On a server that tells them nothing, since notices arrive whenever they do.
  const { notices: _, ...untold } = settings
  const before = new Hono().route('/auth', createKeystep(untold).app)
  const people = new Map<Name, Person>()
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- some let time pass, which nobody else may be in the middle of
    people.set(
      name,
      await seedPerson(name, { ...seed, client: createBrowser(before, { origin, baseUrl, clock: now }).client }),
    )
  }
  clock.set(start)

  return {
    ...browser(),
    keystep,
    app,
    origin,
    store,
    passwords: builtIn,
    clock,
    inbox,
    notices,
    events: recordEvents(keystep),
    people: Object.fromEntries(people) as Record<Name, Person>,
    browser,
  }
}
