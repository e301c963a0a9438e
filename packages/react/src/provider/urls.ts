/** Where the app's own pages are. Django people know these as the LOGIN_URL family. */
export type Urls = {
  /** @default '/login' */
  readonly login: string
  /** Where the second step is asked. @default login */
  readonly verify: string
  /** @default '/setup' */
  readonly setup: string
  /** @default '/account' */
  readonly account: string
  /** Where a sign-in leads that was heading nowhere. @default '/' */
  readonly afterLogin: string
  /** @default '/' */
  readonly afterLogout: string
}

export function resolveUrls(urls: Partial<Urls> = {}): Urls {
  const login = urls.login ?? '/login'
  const plain = { login, verify: login, setup: '/setup', account: '/account', afterLogin: '/', afterLogout: '/' }
  return { ...plain, ...urls }
}

/** A URL with the way back in it, and what the page there should ask for. */
export function withNext(url: string, next: string | null, wish: Readonly<Record<string, string>> = {}): string {
  const parameters = new URLSearchParams({ ...(next !== null && { next }), ...wish })
  if (parameters.size === 0) return url
  const [path = '', ...fragment] = url.split('#')
  const query = `${path}${path.includes('?') ? '&' : '?'}${parameters.toString()}`
  return [query, ...fragment].join('#')
}
