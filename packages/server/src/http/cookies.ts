import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

export type CookieKind = 'session' | 'login' | 'trust' | 'recognised'

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
      withdraw(c, fullName(kind))
      setCookie(c, fullName(kind), value, maxAge === undefined ? attributes : { ...attributes, maxAge })
    },
    clear(c, kind) {
      withdraw(c, fullName(kind))
      deleteCookie(c, fullName(kind), attributes)
    },
  }
}

/** One line a cookie (RFC 6265, section 4.1.1): what this answer said of it before no longer holds. */
function withdraw(c: Context, name: string): void {
  const lines = c.res.headers.getSetCookie()
  if (!lines.some((line) => line.startsWith(`${name}=`))) return
  c.header('Set-Cookie', undefined)
  for (const line of lines) if (!line.startsWith(`${name}=`)) c.header('Set-Cookie', line, { append: true })
}
