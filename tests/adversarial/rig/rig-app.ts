import { Hono } from 'hono'
import {
  backup,
  call,
  createKeystep,
  email,
  type Key,
  type Keystep,
  type KeystepEnv,
  passwords,
  type Passwords,
  type PasswordThrottleOptions,
  type PhoneBudgets,
  type SlowHash,
  sms,
  type Store,
  type ThrottleOptions,
  totp,
  webhookGateway,
} from '@keystep/server'
import { fromNode } from '@keystep/server/node'
import { cheapHash } from '../../server/cheap-hash.ts'
import { keys } from '../../server/start-server.ts'

/** What a process can be told before it starts; so no functions. */
export type RigOptions = {
  readonly throttle?: ThrottleOptions
  readonly passwordThrottle?: PasswordThrottleOptions
  readonly phoneBudgets?: PhoneBudgets
  readonly trustedHops?: number
  /** Slow hashes wait in queues of the width these have by default. */
  readonly defaultQueue?: boolean
  /** Its gateway is also the one that notices leave by. */
  readonly notices?: boolean
  /** Other ones than tests have. */
  readonly keys?: readonly Key[]
}

export type RigParts = {
  readonly store: Store
  readonly gatewayUrl: string
  readonly clock: () => number
  readonly options: RigOptions
  readonly hash?: SlowHash
}

export type RigApp = { readonly app: Hono<KeystepEnv>; readonly keystep: Keystep; readonly passwords: Passwords }

/** Where the app of the rig says it lives; whatever port a process of it listens on. */
export const rigOrigin = 'http://localhost:3000'
/** Where notices go at the gateway, which are no codes. */
export const noticesPath = '/notices'
/** What the gateway of the rig is signed for. */
export const gatewaySecret = `whsec_${btoa('a gateway secret of thirty-two b')}`

/** An app with every kind of door: guards of all strengths, and first factors of its own. */
export function createRigApp({ store, gatewayUrl, clock, options, hash = cheapHash }: RigParts): RigApp {
  const gateway = webhookGateway({ url: gatewayUrl, secret: gatewaySecret, clock })
  const { trustedHops = 0, phoneBudgets, throttle, passwordThrottle, defaultQueue = false, notices = false } = options
  const wide = defaultQueue ? {} : { queue: { waiting: 1000 } }
  const builtIn = passwords({
    store,
    hash,
    gateway,
    resetUrl: `${rigOrigin}/reset`,
    ...wide,
  })
  const phones = { gateway, countries: ['NL', 'GB', 'US'] as const, ...(phoneBudgets && { budgets: phoneBudgets }) }
  const keystep = createKeystep({
    store,
    firstFactor: builtIn,
    issuer: 'Acme',
    origins: [rigOrigin],
    keys: options.keys ?? keys,
    methods: [totp(), sms(phones), call(phones), email({ gateway }), backup({ hash, ...wide })],
    trustSeconds: 86_400,
    deliverySeconds: 1,
    reauthenticateUrl: `${rigOrigin}/again`,
    clientAddress: fromNode({ trustedHops }),
    ...(notices && { notices: webhookGateway({ url: `${gatewayUrl}${noticesPath}`, secret: gatewaySecret, clock }) }),
    ...(throttle && { throttle }),
    ...(passwordThrottle && { passwordThrottle }),
  })

  const app = new Hono<KeystepEnv>()
  app.onError((error, c) => {
    console.error(error.message)
    return c.json({ code: 'broken' }, 500)
  })
  app.route('/auth', keystep.app)
  addPages(app, keystep)
  return { app, keystep, passwords: builtIn }
}

function addPages(app: Hono<KeystepEnv>, keystep: Keystep): void {
  const guards = {
    home: keystep.requireLogin(),
    vault: keystep.requireVerified(),
    late: keystep.requireVerified({ maxAge: 300 }),
    lenient: keystep.requireVerified({ acceptTrustedBrowser: true }),
    staff: keystep.requireStaff(),
  }
  for (const [name, guard] of Object.entries(guards)) {
    app.on(['GET', 'POST'], `/app/${name}`, guard, (c) => c.json(c.var.keystep))
  }
  app.on(['GET', 'POST'], '/app/open', keystep.identify(), (c) => c.json(c.var.keystep))
  app.post('/app/throws', keystep.requireLogin(), () => {
    throw new Error('The app broke.')
  })
  const area = new Hono<KeystepEnv>()
  area.use('*', keystep.requireVerified())
  area.all('/page', (c) => c.json({ secret: 'the area' }))
  area.all('/deep/:id', (c) => c.json({ secret: c.req.param('id') }))
  app.route('/app/area', area)
  // First factors of the app's own: a magic link's and an identity provider's.
  for (const amr of ['email', 'oauth'] as const) {
    app.post(`/app/by-${amr}`, async (c) => {
      const { id } = await c.req.json<{ id: string }>()
      const user = await keystep.users.find(id)
      if (!user) return c.json({ code: 'nobody' }, 401)
      return c.json(await keystep.beginLogin(c, user, { amr: [amr] }))
    })
  }
}
