import { KeystepError } from '@keystep/contract'
import type { Mount } from '../http/mount.ts'
import { forgetPending } from '../login/login-routes.ts'
import type { Services } from '../services.ts'
import { currentPending, currentSession } from './current.ts'
import { firstFactorDemand } from './first-factor-demand.ts'
import { rotation } from './rotation.ts'
import { anonymousView, secondFactorView, signedInView } from './session-view.ts'
import { verifyStepUp } from './verify-step-up.ts'

export function mountSession(mount: Mount, services: Services): void {
  const { store, sessions, firstFactor, clientAddress } = services

  mount('session', 'read', async (_input, { c }) => {
    const session = await currentSession(services, c)
    if (session) return signedInView(services, session, c.req.raw)
    const pending = await currentPending(services, c)
    return pending ? secondFactorView(services, pending) : await anonymousView(services)
  })

  if (sessions.ownsLogin) {
    mount('session', 'logout', async (_input, { c }) => {
      await sessions.drop(c)
      await forgetPending(services, c)
      return await anonymousView(services)
    })
  }

  mount('stepUp', 'challenge', async ({ deviceId }, { session }) => {
    const devices = await store.devicesOf(session.user.id)
    const known = devices.some(({ id }) => id === deviceId)
    if (!known) throw new KeystepError('invalid_code')
    return { deviceId, interactive: false }
  })

  mount('stepUp', 'verify', async ({ deviceId, code }, { c, session }) => {
    const verified = await verifyStepUp(services, { session, deviceId, code, request: c.req.raw })
    await sessions.carry(c, verified.session, verified.token)
    return signedInView(services, verified.session, c.req.raw)
  })

  mount('stepUp', 'firstFactor', async ({ password }, { c, session }) => {
    const demand = firstFactorDemand(services, session, c.req.raw)
    if (!firstFactor || !demand.password) throw new KeystepError('first_factor_required', demand)
    const context = { request: c.req.raw, address: clientAddress(c) }
    const user = await firstFactor.check({ identifier: session.user.identifier, password }, context)
    if (user?.id !== session.user.id) throw new KeystepError('invalid_credentials')
    const { token, rotate } = await rotation(services, session)
    const refreshed = await store.refreshFirstFactor(rotate)
    if (!refreshed) throw new KeystepError('unauthenticated')
    await sessions.carry(c, refreshed, token)
    return signedInView(services, refreshed, c.req.raw)
  })
}
