import { type Route, routes } from '@keystep/contract'
import { password, startServer, type StartOptions } from '../server/start-server.ts'

export type Call = {
  /** `login.verify` */
  readonly name: string
  readonly route: Route
}

/** Every row of the wire's table. */
export const calls: readonly Call[] = Object.entries(routes).flatMap(([area, verbs]) =>
  Object.entries(verbs as Record<string, Route>).map(([verb, route]) => ({ name: `${area}.${verb}`, route })),
)

export const callsWithBody = calls.filter(({ route }) => route.method === 'POST' || route.method === 'PATCH')

/**
 * Ada, in every state at once: a verified session that is fresh and enrols a second device, a pending login, and
 * nobody. `bodyOf` gives each call a body that would be right.
 */
export async function setup(options: StartOptions = {}) {
  const server = startServer(options)
  const { app, keystep } = server
  app.on(['GET', 'POST'], '/app/open', keystep.identify(), (c) => c.json(c.var.keystep))
  app.on(['GET', 'POST'], '/app/home', keystep.requireLogin(), (c) => c.json(c.var.keystep))
  app.on(['GET', 'POST'], '/app/vault', keystep.requireVerified(), (c) => c.json(c.var.keystep))
  app.on(['GET', 'POST'], '/app/staff', keystep.requireStaff(), (c) => c.json(c.var.keystep))
  const lenient = keystep.requireVerified({ ifConfigured: true, acceptTrustedBrowser: true })
  app.use('/app/lenient/*', lenient)
  app.on(['GET', 'POST'], '/app/lenient/page', (c) => c.json({}))

  const ada = await server.signUpWithPhone('ada', { staff: true })
  await server.signUp('mary')
  const enrolment = await ada.browser.auth.devices.begin({ method: 'totp', requestKey: 'second' })
  const renewed = await ada.browser.auth.backupTokens.renew()
  const { browser: pending } = await server.passwordStep('ada')
  const answer = { deviceId: ada.deviceId, code: ada.phone.code() }
  const bodies: Record<string, object> = {
    'session.logout': {},
    'login.start': { identifier: 'mary@example.com', password, next: '/vault' },
    'login.challenge': { deviceId: ada.deviceId },
    'login.verify': answer,
    'stepUp.challenge': { deviceId: ada.deviceId },
    'stepUp.verify': answer,
    'stepUp.firstFactor': { password },
    'devices.begin': { method: 'totp', name: 'Tablet', requestKey: 'third' },
    'devices.challenge': {},
    'devices.change': { name: 'Phone' },
    'devices.disable': { confirm: true },
    'devices.confirm': { code: ada.phone.code() },
    'backupTokens.renew': {},
    'backupTokens.confirm': { token: renewed.tokens[0] },
    'password.change': { currentPassword: password, newPassword: 'a different horse' },
    'password.forgot': { identifier: 'mary@example.com' },
    'staff.find': { name: 'mary@example.com' },
    'staff.reset': { confirm: true },
    'password.reset': { token: `rst_${'A'.repeat(43)}`, password: 'a different horse' },
  }

  const enrolled = enrolment.device.id
  const ids: Record<string, string> = {
    'devices.confirm': enrolled,
    'devices.challenge': enrolled,
    'staff.read': 'mary',
    'staff.reset': 'mary',
  }

  function bodyOf({ name, route }: Call): Record<string, unknown> | null {
    if (route.method !== 'POST' && route.method !== 'PATCH') return null
    const body = bodies[name]
    if (!body) throw new Error(`${name} has no body here. Add one that would be right.`)
    return body as Record<string, unknown>
  }

  return {
    server,
    ...ada,
    verified: ada.browser,
    pending,
    enrolment,
    bodyOf,
    pathOf: ({ name, route }: Call) => `/auth${route.path.replace(':id', ids[name] ?? ada.deviceId)}`,
    /** The browser that may make a call. */
    callerOf: ({ route }: Call) =>
      route.access === 'public' ? server.browser() : route.access === 'pending' ? pending : ada.browser,
  }
}
