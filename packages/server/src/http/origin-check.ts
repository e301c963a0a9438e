import { KeystepError } from '@keystep/contract'
import type { MiddlewareHandler } from 'hono'

/** POST, PATCH, DELETE and whatever else may change something. */
export function isUnsafe(method: string): boolean {
  return !['GET', 'HEAD', 'OPTIONS'].includes(method)
}

/**
 * The wall against CSRF: an unsafe request comes from a listed origin, or the browser itself says that it comes
 * from this one. It asks so with or without cookies, since a forged sign-in needs none (OWASP ASVS 5.0, 3.5.1).
 */
export function isFromOwnOrigin(request: Request, origins: readonly string[]): boolean {
  const origin = request.headers.get('origin')
  if (origin !== null) return origins.includes(origin)
  return request.headers.get('sec-fetch-site') === 'same-origin'
}

export function originCheck(origins: readonly string[]): MiddlewareHandler {
  return async function checkOrigin(c, next) {
    if (isUnsafe(c.req.method) && !isFromOwnOrigin(c.req.raw, origins)) throw new KeystepError('origin_rejected')
    await next()
  }
}
