import { isKeystepError } from '@keystep/contract'
import { totp } from '@keystep/server'
import type { MakeStore } from '../conformance/stores.ts'
import { type Authenticator, createAuthenticator } from '../server/authenticator.ts'
import type { Browser } from '../server/browser.ts'
import { password, startServer } from '../server/start-server.ts'
import { type Deed, type Doing, freeTries, type Outcome, trustSeconds } from './sign-in-model.ts'

export type Server = Awaited<ReturnType<typeof openModelServer>>

/** What the model speaks of, on a server: its apps stand in the same order. */
export type Real = {
  readonly server: Server
  readonly userId: string
  readonly browsers: readonly [Browser, Browser]
  readonly apps: Array<{ readonly id: string; readonly phone: Authenticator }>
}

export async function openModelServer(makeStore: MakeStore) {
  let clock: (() => number) | undefined
  const store = await makeStore({ clock: () => clock?.() ?? 0 })
  const server = startServer({ throughStore: () => store, methods: [totp()], trustSeconds, throttle: { freeTries } })
  clock = server.now
  server.app.get('/vault', server.keystep.requireVerified(), (c) => c.json({}))
  return server
}

export async function newReal(server: Server): Promise<Real> {
  const userId = `user-${crypto.randomUUID()}`
  await server.signUp(userId)
  return { server, userId, browsers: [server.browser(), server.browser()], apps: [] }
}

/** The same deed on the server, over the wire wherever there is a call for it. */
export async function perform(real: Real, deed: Deed, doing: Doing): Promise<Outcome> {
  try {
    await deeds[deed](real, real.browsers[doing.who], doing)
    return 'ok'
  } catch (error) {
    if (!isKeystepError(error)) throw error
    return error.code
  }
}

/** A code that is of one step only: by a rare chance it is also its neighbour's, and time passes until it is not. */
export function settle({ server, apps }: Real): void {
  while (apps.some(({ phone }) => new Set([-2, -1, 0, 1, 2].map((step) => phone.code(step))).size < 5)) server.pass(30)
}

type Perform = (real: Real, browser: Browser, doing: Doing) => Promise<unknown>

function answer({ apps }: Real, { app, right }: Doing) {
  const chosen = apps[app % apps.length]
  if (!chosen) return { deviceId: 'nothing', code: '123456' }
  return { deviceId: chosen.id, code: right ? chosen.phone.code() : chosen.phone.wrongCode() }
}

const deeds: Record<Deed, Perform> = {
  signIn: ({ userId }, { auth }, { right }) =>
    auth.login.start({ identifier: `${userId}@example.com`, password: right ? password : `not ${password}` }),
  verify: (real, { auth }, doing) =>
    auth.login.verify({ ...answer(real, doing), ...(doing.trust && { trustBrowser: true }) }),
  giveUp: (_real, { auth }) => auth.login.giveUp(),
  stepUp: (real, { auth }, doing) => auth.stepUp.verify(answer(real, doing)),
  async guessThrice(real, { auth }, doing) {
    const wrong = answer(real, { ...doing, right: false })
    for (let guess = 1; guess < 3; guess++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await auth.stepUp.verify(wrong).catch(() => {})
    }
    await auth.stepUp.verify(wrong)
  },
  firstFactor: (_real, { auth }) => auth.stepUp.firstFactor({ password }),
  async enrol(real, browser, { right }) {
    if (right) {
      real.apps.push(toApp(await real.server.enrol(browser)))
      return
    }
    const { device, otpauthUri } = await browser.auth.devices.begin({ method: 'totp', requestKey: crypto.randomUUID() })
    const phone = createAuthenticator(otpauthUri ?? '', real.server.now)
    await browser.auth.devices.confirm({ id: device.id, code: phone.wrongCode() })
  },
  async remove({ apps }, { auth }, { app }) {
    const at = app % Math.max(apps.length, 1)
    await auth.devices.remove({ id: apps[at]?.id ?? 'nothing' })
    apps.splice(at, 1)
  },
  async disable({ apps }, { auth }) {
    await auth.devices.disable({ confirm: true })
    apps.length = 0
  },
  async endOther(_real, { auth }) {
    const { sessions } = await auth.sessions.list()
    await auth.sessions.end({ id: sessions.find(({ current }) => !current)?.id ?? 'nothing' })
  },
  endOthers: (_real, { auth }) => auth.sessions.endOthers(),
  changePassword: (_real, { auth }) => auth.password.change({ currentPassword: password, newPassword: password }),
  logout: (_real, { auth }) => auth.session.logout(),
  setPassword: ({ server, userId }) => server.builtIn.set(userId, password),
  disableUser: ({ server, userId }) => server.keystep.users.disable(userId),
  enableUser: ({ server, userId }) => server.keystep.users.enable(userId),
}

function toApp({ deviceId, phone }: { readonly deviceId: string; readonly phone: Authenticator }) {
  return { id: deviceId, phone }
}

/** What a browser is told that it is, and what a page for verified sessions answers it. */
export async function look({ browsers }: Real, who: 0 | 1) {
  const browser = browsers[who]
  const session = await browser.auth.session.read()
  const page = await browser.send('/vault')
  const vault = page.ok ? 'ok' : ((await page.json()) as { readonly code: string }).code
  if (session.state !== 'signed_in') return { state: session.state, vault }
  const { state, hasDevice, verified, trustedBrowser } = session
  return { state, hasDevice, verified, trustedBrowser, vault }
}
