import { randomBytes } from 'node:crypto'
import { sha256 } from './bare-app.ts'
import { type BenchUser, totpKey } from './fill-users.ts'
import { benchOrigin, type Scene } from './open-scene.ts'
import { stepAt, totpOf } from './totp-of.ts'

const anHour = 3_600_000

/** Second steps that are owed, by users whose code of now is unused: the clock goes on to the next one. */
export async function verifyRequests(scene: Scene, users: readonly BenchUser[], path: string): Promise<Request[]> {
  scene.pass(30)
  const now = scene.now()
  const code = totpOf(totpKey, stepAt(now))
  const logins = users.map((user) => ({ user, token: newToken('pen') }))
  const row = { epoch: 1, first_factor_at: now, expires_at: now + 600_000, amr: '["pwd"]', next: null }
  const rows = logins.map(({ user, token }) => ({ ...row, token_hash: sha256(token), user_id: user.id }))
  await scene.database.insertInto('keystep_pending_logins').values(rows).execute()
  return logins.map(({ user, token }) => {
    const headers = { origin: benchOrigin, 'content-type': 'application/json', cookie: `keystep-login=${token}` }
    const body = JSON.stringify({ deviceId: user.deviceId, code })
    return new Request(`${benchOrigin}${path}`, { method: 'POST', headers, body })
  })
}

/** One request of each of these users, in a session that is verified and was seen just now. */
export async function guardedRequests(scene: Scene, users: readonly BenchUser[]): Promise<() => Request[]> {
  const now = scene.now()
  const ends = { expires_at: now + 24 * anHour, idle_until: now + anHour }
  const row = { ...ends, epoch: 1, created_at: now, last_seen_at: now, first_factor_at: now, verified_at: now }
  const sessions = users.map((user) => ({ user, token: newToken('ses') }))
  const rows = sessions.map(({ user, token }) => ({
    ...row,
    id: randomBytes(16).toString('base64url'),
    token_hash: sha256(token),
    user_id: user.id,
    device_id: user.deviceId,
    trusted: 0,
    amr: '["pwd","totp"]',
  }))
  await scene.database.insertInto('keystep_sessions').values(rows).execute()
  const cookies = sessions.map(({ token }) => `keystep-session=${token}`)
  return () => cookies.map((cookie) => new Request(`${benchOrigin}/guarded`, { headers: { cookie } }))
}

function newToken(kind: 'pen' | 'ses'): string {
  return `${kind}_${randomBytes(32).toString('base64url')}`
}
