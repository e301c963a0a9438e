import { KeystepError } from '@keystep/contract'
import type { Context } from 'hono'
import { createToken, hashToken, isToken } from '../crypto/tokens.ts'
import { browserName } from '../http/browser-name.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import type { NewTrust } from '../stores/store-requests.ts'

/** A new trust for this browser, in place of what it held; `carry` hands it over once the verdict is in the store. */
export async function newTrust(
  services: Services,
  c: Context,
): Promise<{ readonly row: NewTrust; readonly carry: () => void }> {
  const { trustSeconds, cookies, random } = services
  if (trustSeconds === null) {
    throw new KeystepError('bad_request', { errors: [{ path: 'trustBrowser', key: 'not_offered' }] })
  }
  const token = createToken('tru', random)
  const row = {
    tokenHash: await hashToken(token),
    lifetime: trustSeconds * 1000,
    replaces: await trustHash(services, c),
    browser: browserName(c.req.raw),
  }
  return { row, carry: () => cookies.write(c, 'trust', token, trustSeconds) }
}

/**
 * The trust by which this user may skip the second step; null where there is none. A cookie that opens nothing any more
 * is cleared; another user's stays, and says nothing about this one.
 */
export async function trustOf(services: Services, c: Context, { id }: Pick<User, 'id'>): Promise<string | null> {
  const hash = services.trustSeconds === null ? null : await trustHash(services, c)
  if (hash === null) return null
  const trust = await services.store.findTrust(hash)
  if (!trust) services.cookies.clear(c, 'trust')
  return trust?.userId === id ? hash : null
}

/** What the store files this browser's trust under, live or not; null where it holds none. */
export async function trustHash({ cookies }: Services, c: Context): Promise<string | null> {
  const token = cookies.read(c, 'trust')
  return isToken('tru', token) ? await hashToken(token) : null
}
