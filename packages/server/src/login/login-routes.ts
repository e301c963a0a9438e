import { KeystepError } from '@keystep/contract'
import type { Context } from 'hono'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { anonymousView, secondFactorView, signedInView } from '../session/session-view.ts'
import { currentPending } from '../session/current.ts'
import { type StartLogin, startLogin } from './start-login.ts'
import { verifyLogin } from './verify-login.ts'

export function mountLogin(mount: Mount, services: Services): void {
  const { store, cookies, sessions, firstFactor, clientAddress } = services

  if (firstFactor) {
    mount('login', 'start', async ({ identifier, password, next }, { c }) => {
      // Whoever was half-way in is forgotten, even when this password is wrong: it may be somebody else's browser now.
      await forgetPending(services, c)
      const context = { request: c.req.raw, address: clientAddress(c) }
      const user = await firstFactor.check({ identifier, password }, context)
      if (!user || user.disabled) throw new KeystepError('invalid_credentials')
      return await signIn(services, c, { user, amr: ['pwd'], next: next ?? null })
    })
  }

  mount('login', 'challenge', async ({ deviceId }, { pending }) => {
    if (!pending.devices.some(({ id }) => id === deviceId)) throw new KeystepError('invalid_code')
    return { deviceId, interactive: false }
  })

  mount('login', 'verify', async ({ deviceId, code }, { c, pending }) => {
    const { token, session } = await verifyLogin(services, { pending, deviceId, code, request: c.req.raw })
    await sessions.carry(c, session, token)
    cookies.clear(c, 'login')
    return signedInView(services, session, c.req.raw, pending.next)
  })

  mount('login', 'giveUp', async (_input, { c, pending }) => {
    await store.endPending(pending.tokenHash)
    cookies.clear(c, 'login')
    return await anonymousView(services)
  })
}

/** What follows on any first factor: the browser gets its cookies, and loses those of whoever was there before. */
export async function signIn(services: Services, c: Context, login: StartLogin) {
  const { sessions, cookies } = services
  const started = await startLogin(services, login)
  await sessions.drop(c)
  if (started.kind === 'session') {
    await sessions.carry(c, started.session, started.token)
    return signedInView(services, started.session, c.req.raw, started.next)
  }
  const { expiresAt, now } = started.pending
  cookies.write(c, 'login', started.token, expiresAt === null ? undefined : Math.ceil((expiresAt - now) / 1000))
  return secondFactorView(services, started.pending)
}

export async function forgetPending(services: Services, c: Context): Promise<void> {
  const pending = await currentPending(services, c)
  if (pending) await services.store.endPending(pending.tokenHash)
  services.cookies.clear(c, 'login')
}
