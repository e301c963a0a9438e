import { KeystepError } from '@keystep/contract'
import type { Context } from 'hono'
import { createId, createToken, hashToken } from '../crypto/tokens.ts'
import { browserName } from '../http/browser-name.ts'
import type { Services } from '../services.ts'
import type { DeviceRecord } from '../stores/records.ts'
import type { NewTrust } from '../stores/store-requests.ts'
import { readTrust, writeTrust } from './trust-cookie.ts'

/** A new trust for this browser, in place of what it held; `carry` hands it over once the verdict is in the store. */
export async function newTrust(
  services: Services,
  c: Context,
): Promise<{ readonly row: NewTrust; readonly carry: () => void }> {
  const { trustSeconds, cookies, random } = services
  if (trustSeconds === null) {
    throw new KeystepError('bad_request', { errors: [{ path: 'trustBrowser', key: 'not_offered' }] })
  }
  const trust = { family: createToken('tru', random), turn: createId(random) }
  const row = {
    tokenHash: hashToken(trust.family),
    turnHash: hashToken(trust.turn),
    lifetime: trustSeconds * 1000,
    replaces: await trustHash(services, c),
    browser: browserName(c.req.raw),
  }
  return { row, carry: () => writeTrust(cookies, c, trust, trustSeconds) }
}

/** What the store files this browser's trust under, live or not; null where it holds none. */
export async function trustHash({ cookies }: Services, c: Context): Promise<string | null> {
  const held = readTrust(cookies, c)
  return held && hashToken(held.family)
}

/** Whoever is down to a last resort may be at anybody's browser, and whoever found one surely is: it makes none trusted. */
export function mayTrust(devices: readonly DeviceRecord[], deviceId: string): boolean {
  return devices.find(({ id }) => id === deviceId)?.lastResort !== true
}
