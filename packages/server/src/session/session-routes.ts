import { eventNote } from '../audit/event-note.ts'
import { KeystepError } from '@keystep/contract'
import type { Context } from 'hono'
import { newEvent } from '../audit/new-event.ts'
import { toStepUp } from '../devices/binding.ts'
import { isSuspended } from '../devices/is-suspended.ts'
import { sendChallenge } from '../devices/send-challenge.ts'
import { challengeView } from '../devices/sent-view.ts'
import { judgeGuess } from '../first-factor/judge-guess.ts'
import type { Mount } from '../http/mount.ts'
import { forgetPending } from '../login/login-routes.ts'
import type { Services } from '../services.ts'
import { currentPending, currentSession } from './current.ts'
import { dropSession } from './drop-session.ts'
import { firstFactorDemand } from './first-factor-demand.ts'
import { rotation } from './rotation.ts'
import { anonymousView, secondFactorView, signedInView } from './session-view.ts'
import { mayTrust, newTrust } from './trusted-browsers.ts'
import { verifyStepUp } from './verify-step-up.ts'

export function mountSession(mount: Mount, services: Services): void {
  const { store, sessions, firstFactor, clientAddress } = services

  mount('session', 'read', async (_input, { c }) => {
    const session = await currentSession(services, c)
    if (session) return signedInView(services, session, c.req.raw)
    const pending = await currentPending(services, c)
    return pending ? await secondFactorView(services, pending) : await anonymousView(services)
  })

  if (sessions.ownsLogin) {
    mount('session', 'logout', async (_input, { c }) => {
      await dropSession(services, c)
      await forgetPending(services, c)
      return await anonymousView(services)
    })
  }

  mount('stepUp', 'challenge', async ({ deviceId }, { c, session }) => {
    const devices = await store.devicesOf(session.user.id)
    const device = devices.find(({ id }) => id === deviceId)
    if (!device || isSuspended(services, device)) throw new KeystepError('invalid_code')
    const challenge = { binding: toStepUp(session), user: session.user, device, request: c.req.raw } as const
    return challengeView(deviceId, await sendChallenge(services, { ...challenge, missing: 'invalid_code' }))
  })

  mount('stepUp', 'verify', async ({ deviceId, code, extra, trustBrowser = false }, { c, session }) => {
    const trusts = trustBrowser && mayTrust(await store.devicesOf(session.user.id), deviceId)
    const trust = trusts ? await trustFromStepUp(services, c) : null
    const answer = { session, deviceId, code, extra, trust: trust?.row ?? null, request: c.req.raw }
    const verified = await verifyStepUp(services, answer)
    await sessions.carry(c, verified.session, verified.token)
    trust?.carry()
    return signedInView(services, verified.session, c.req.raw)
  })

  mount('stepUp', 'firstFactor', async ({ password }, { c, session }) => {
    const demand = firstFactorDemand(services, session, c.req.raw)
    if (!firstFactor || !demand.password) throw new KeystepError('first_factor_required', demand)
    const context = { request: c.req.raw, address: clientAddress(c) }
    const credentials = { identifier: session.user.identifier, password }
    const guesser = { kind: 'session', sessionId: session.id } as const
    const about = { user: session.user, sessionId: session.id, request: c.req.raw }
    const failed = newEvent(services, { ...about, name: 'first_factor.failed' })
    const user = await judgeGuess(services, guesser, failed, () => firstFactor.check(credentials, context))
    if (user?.id !== session.user.id) throw new KeystepError('invalid_credentials')
    const { token, rotate } = await rotation(services, session)
    const note = eventNote(services, { ...about, name: 'first_factor.passed' })
    const refreshed = await store.refreshFirstFactor({ ...rotate, note })
    if (!refreshed) throw new KeystepError('unauthenticated')
    await sessions.carry(c, refreshed, token)
    return signedInView(services, refreshed, c.req.raw)
  })
}

/** Where Keystep signs people in, trust is offered at the sign-in only. */
async function trustFromStepUp(services: Services, c: Context) {
  if (!services.sessions.ownsLogin) return await newTrust(services, c)
  throw new KeystepError('bad_request', { errors: [{ path: 'trustBrowser', key: 'not_offered' }] })
}
