export type CookieJar = {
  /** Takes one `Set-Cookie` header. */
  store(setCookie: string): void
  /** The `Cookie` header that goes out now; empty when there is none. */
  header(): string
  /** The live cookies by name, HttpOnly ones too. */
  all(): ReadonlyMap<string, string>
  clear(): void
}

type Cookie = { readonly value: string; readonly expires: number }

/**
 * The cookies of one browser for one site. Heeds lifetimes and the promise of `__Host-`. Does not heed SameSite: a
 * forged request takes its cookies along, so that the server is left to its own defences.
 */
export function cookieJar({ clock = Date.now }: { readonly clock?: () => number } = {}): CookieJar {
  const cookies = new Map<string, Cookie>()

  function live(): Map<string, string> {
    const kept = [...cookies].filter(([, { expires }]) => expires > clock())
    return new Map(kept.map(([name, { value }]) => [name, value]))
  }

  return {
    store(setCookie) {
      const [pair = '', ...rest] = setCookie.split(';').map((part) => part.trim())
      const attributes = new Map(rest.map((part) => split(part)).map(([name, value]) => [name.toLowerCase(), value]))
      const [name, value] = split(pair)
      if (name.startsWith('__Host-') && !keepsHostPromise(attributes)) return
      const expires = expiryOf(attributes, clock())
      if (expires > clock()) cookies.set(name, { value, expires })
      else cookies.delete(name)
    },
    header: () => Array.from(live(), ([name, value]) => `${name}=${value}`).join('; '),
    all: live,
    clear: () => cookies.clear(),
  }
}

/** Max-Age counts before Expires (RFC 6265, section 5.3). */
function expiryOf(attributes: ReadonlyMap<string, string>, now: number): number {
  const maxAge = attributes.get('max-age')
  if (maxAge !== undefined) return now + Number(maxAge) * 1000
  const expires = attributes.get('expires')
  return expires === undefined ? Number.POSITIVE_INFINITY : Date.parse(expires)
}

/** Browsers drop a `__Host-` cookie that is not Secure, for the whole host and for nobody else. */
function keepsHostPromise(attributes: ReadonlyMap<string, string>): boolean {
  return attributes.has('secure') && attributes.get('path') === '/' && !attributes.has('domain')
}

function split(text: string): readonly [name: string, value: string] {
  const at = text.indexOf('=')
  return at < 0 ? [text, ''] : [text.slice(0, at).trim(), text.slice(at + 1).trim()]
}
