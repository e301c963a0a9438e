import { hash, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { BareStore, CountedRow } from './bare-store.ts'
import { openKey } from './sealed-key.ts'
import { stepAt, totpOf } from './totp-of.ts'

/** The second step and a guarded route by hand: what an app could have that needs nothing else of Keystep. */
export function bareApp(store: BareStore, clock: () => number): Hono {
  const app = new Hono()
  app.post('/verify', async (c) => {
    const { deviceId, code } = await c.req.json<{ deviceId: unknown; code: unknown }>()
    const token = getCookie(c, 'keystep-login')
    if (typeof deviceId !== 'string' || typeof code !== 'string' || !/^\d{6}$/.test(code)) return c.json({}, 400)
    const now = clock()
    const login = sha256(token ?? '')
    const eventId = randomBytes(16).toString('base64url')
    const counted = await store.countTry({ login, deviceId, eventId, now })
    const step = counted && stepOf(code, counted, deviceId, now)
    if (counted === undefined || step === undefined) return c.json({ code: 'invalid_code' }, 401)
    const { user_id: userId, state } = counted
    const session = `ses_${randomBytes(32).toString('base64url')}`
    const ids = { eventId, sessionId: randomBytes(16).toString('base64url'), tokenHash: sha256(session) }
    const finished = await store.finish({ ...ids, login, userId, deviceId, counter: step, state, now })
    if (!finished) return c.json({ code: 'invalid_code' }, 401)
    setCookie(c, 'keystep-session', session, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 86_400 })
    return c.json({ state: 'signed_in', verified: true, user: { id: userId } })
  })
  app.get('/guarded', async (c) => {
    const found = await store.findSession(sha256(getCookie(c, 'keystep-session') ?? ''), clock())
    if (!found || found.verified_at === null) return c.json({ code: 'unauthenticated' }, 401)
    return c.json({ user: found.user_id })
  })
  return app
}

function stepOf(code: string, { user_id: userId, secret, counter }: CountedRow, deviceId: string, now: number) {
  const key = openKey(secret, { userId, deviceId })
  const current = stepAt(now)
  return [current, current - 1, current + 1].find((step) => step > counter && totpOf(key, step) === code)
}

export function sha256(text: string): string {
  return hash('sha256', text, 'base64url')
}
