import type { Context } from 'hono'
import type { Services } from '../services.ts'

const known = new WeakMap<Request, string | null>()

/** Keeps where a request comes from, for the flows, which know requests and no Hono. */
export function keepAddress({ clientAddress }: Services, c: Context): string | null {
  const address = clientAddress(c)
  known.set(c.req.raw, address)
  return address
}

/** By `clientAddress`; null when nobody said. */
export function addressOf(request: Request): string | null {
  return known.get(request) ?? null
}
