import type { Hono } from 'hono'

/** A `fetch` to an app in this process, as one browser on its page: it keeps cookies and says where it comes from. */
export function fetchInProcess(app: Pick<Hono, 'request'>, origin: string): typeof globalThis.fetch {
  const cookies = new Map<string, string>()
  return async function fetchFrom(input, init = {}) {
    const headers = new Headers(init.headers)
    headers.set('origin', origin)
    headers.set('cookie', Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '))
    const url = input instanceof Request ? input.url : input
    const response = await app.request(new URL(url, origin).href, { ...init, headers }, {})
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]*)=([^;]*)/.exec(cookie) ?? []
      if (value === '') cookies.delete(name)
      else cookies.set(name, value)
    }
    return response
  }
}
