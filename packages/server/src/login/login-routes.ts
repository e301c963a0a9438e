import { KeystepError } from '@keystep/contract'
import type { Context } from 'hono'
import { newEvent } from '../audit/new-event.ts'
import { toLogin } from '../devices/binding.ts'
import { sendChallenge } from '../devices/send-challenge.ts'
import { challengeView } from '../devices/sent-view.ts'
import { judgeGuess } from '../first-factor/judge-guess.ts'
import { recogniseBrowser } from '../session/recognised-browser.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { currentPending } from '../session/current.ts'
import { dropSession } from '../session/drop-session.ts'
import { anonymousView, secondFactorView, signedInView } from '../session/session-view.ts'
import { heldTrust } from '../session/held-trust.ts'
import { trustReused } from '../session/trust-reused.ts'
import { visitorOf } from '../session/visitor-of.ts'
import { mayTrust, newTrust } from '../session/trusted-browsers.ts'
import { answerableDevices } from './answerable-devices.ts'
import { type StartLogin, startLogin } from './start-login.ts'
import { verifyLogin } from './verify-login.ts'

export function mountLogin(mount: Mount, services: Services): void {
  const { store, cookies, sessions, firstFactor, clientAddress } = services

  if (firstFactor) {
    mount('login', 'start', async ({ identifier, password, next }, { c }) => {
      // Whoever was half-way in is forgotten, even when this password is wrong: it may be somebody else's browser now.
      await forgetPending(services, c)
      const visitor = await visitorOf(services, c, identifier)
      const about = { name: 'first_factor.failed', actor: null, request: c.req.raw } as const
      const [known = null] = await services.guessLane(() => store.usersNamed(visitor.name))
      const user = await judgeGuess(services, visitor, newEvent(services, { ...about, user: known }), () =>
        firstFactor.check({ identifier, password }, { request: c.req.raw, address: clientAddress(c) }),
      )
      if (!user || user.disabled) throw new KeystepError('invalid_credentials')
      return await signIn(services, c, { user, amr: ['pwd'], next: next ?? null })
    })
  }

  mount('login', 'challenge', async ({ deviceId }, { c, pending }) => {
    const device = answerableDevices(services, pending).find(({ id }) => id === deviceId)
    if (!device) throw new KeystepError('invalid_code')
    const challenge = { binding: toLogin(pending), user: pending.user, device, request: c.req.raw } as const
    return challengeView(deviceId, await sendChallenge(services, { ...challenge, missing: 'invalid_code' }))
  })

  mount('login', 'verify', async ({ deviceId, code, extra, trustBrowser = false }, { c, pending }) => {
    const trust = trustBrowser && mayTrust(pending.devices, deviceId) ? await newTrust(services, c) : null
    const answer = { pending, deviceId, code, extra, trust: trust?.row ?? null, request: c.req.raw }
    const { token, session } = await verifyLogin(services, answer)
    await sessions.carry(c, session, token)
    trust?.carry()
    cookies.clear(c, 'login')
    await recogniseBrowser(services, c, pending)
    return signedInView(services, session, c.req.raw, pending.next)
  })

  mount('login', 'giveUp', async (_input, { c, pending }) => {
    await store.endPending(pending.tokenHash)
    cookies.clear(c, 'login')
    return await anonymousView(services)
  })
}

/** What follows on any first factor: the browser gets its cookies, and loses those of whoever was there before. */
export async function signIn(services: Services, c: Context, login: Omit<StartLogin, 'trust' | 'request'>) {
  const { sessions, cookies, trustSeconds } = services
  const onReused = () => trustReused(services, login.user, c.req.raw)
  const trust = trustSeconds === null ? null : await heldTrust(services, c, login.user, onReused)
  const started = await startLogin(services, { ...login, trust, request: c.req.raw })
  await dropSession(services, c)
  if (started.kind === 'session') {
    await sessions.carry(c, started.session, started.token)
    await recogniseBrowser(services, c, login)
    return signedInView(services, started.session, c.req.raw, started.next)
  }
  const { expiresAt, now } = started.pending
  cookies.write(c, 'login', started.token, expiresAt === null ? undefined : Math.ceil((expiresAt - now) / 1000))
  return await secondFactorView(services, started.pending)
}

export async function forgetPending(services: Services, c: Context): Promise<void> {
  const pending = await currentPending(services, c)
  if (pending) await services.store.endPending(pending.tokenHash)
  services.cookies.clear(c, 'login')
}
