import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type CookieKind = 'session' | 'login'

export type Cookies = {
  read(c: Context, kind: CookieKind): string | undefined
  /** Without `maxAge`, in seconds, it lasts as long as the browser is open. */
  write(c: Context, kind: CookieKind, value: string, maxAge?: number): void
  clear(c: Context, kind: CookieKind): void
}

/**
 * `__Host-` and Secure, so that no sibling domain and no plain connection can plant one. Lax and not Strict, which
 * would break the way back from an identity provider: the wall against CSRF is the origin check.
 */
export function createCookies({ name, secure }: { readonly name: string; readonly secure: boolean }): Cookies {
  const attributes = { path: '/', httpOnly: true, sameSite: 'Lax', secure } as const
  const fullName = (kind: CookieKind): string => `${secure ? '__Host-' : ''}${name}-${kind}`
  return {
    read: (c, kind) => getCookie(c, fullName(kind)),
    write(c, kind, value, maxAge) {
      setCookie(c, fullName(kind), value, maxAge === undefined ? attributes : { ...attributes, maxAge })
    },
    clear: (c, kind) => void deleteCookie(c, fullName(kind), attributes),
  }
}
