import { type Client, createClient } from '@keystep/contract'

export type App = { request(url: string, init?: RequestInit): Response | Promise<Response> }

export type Browser = {
  /** The typed client, mounted at `/auth`. */
  readonly auth: Client
  /** By name, as the server set them. */
  readonly cookies: Map<string, string>
  /** One request, with the cookies and the origin of this browser. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** As `send`, with a JSON body. */
  post(path: string, body: unknown): Promise<Response>
  /** Another browser that holds the same cookies as this one does now. */
  copy(): Browser
}

/** A browser that knows cookies and origins, and talks to the server without a network between them. */
export function createBrowser(app: App, origin: string, cookies = new Map<string, string>()): Browser {
  async function send(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ origin })
    if (cookies.size > 0) headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value)
    const response = await app.request(new URL(path, origin).href, { ...init, headers })
    for (const line of response.headers.getSetCookie()) keep(line)
    return response
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ')
    const [name = '', value = ''] = pair.split('=')
    if (attributes.includes('Max-Age=0')) cookies.delete(name)
    else cookies.set(name, value)
  }

  return {
    auth: createClient({ baseUrl: '/auth', fetch: async (input, init) => await send(input as string, init) }),
    cookies,
    send,
    async post(path, body) {
      const headers = { 'content-type': 'application/json' }
      return await send(path, { method: 'POST', headers, body: JSON.stringify(body) })
    },
    copy: () => createBrowser(app, origin, new Map(cookies)),
  }
}
