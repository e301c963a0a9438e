import type { Env, Hono, Schema } from 'hono'
import { type CookieJar, cookieJar } from './cookie-jar.ts'
import { withSetCookies } from './with-set-cookies.ts'

export type InPageFetchOptions = {
  /** Where the page lives: relative URLs begin here, and the server is told so. */
  readonly origin: string
  /** @default a jar of its own */
  readonly jar?: CookieJar
  /** Epoch milliseconds, for the cookies of a jar of its own. @default Date.now */
  readonly clock?: () => number
}

/**
 * A `fetch` that never leaves the page: a Hono app answers in place, with everything a browser adds to a request.
 * Redirects are handed back and not followed, so that a test sees where they lead.
 */
export function inPageFetch<E extends Env, S extends Schema, Base extends string>(
  app: Hono<E, S, Base>,
  { origin, clock = Date.now, jar = cookieJar({ clock }) }: InPageFetchOptions,
): typeof globalThis.fetch {
  const run = withSetCookies(app)
  return async function fetchInPage(input, init) {
    const request = new InPageRequest(input instanceof Request ? input : new URL(input, origin), init, origin)
    request.signal.throwIfAborted()
    const cookies = jar.header()
    if (request.sendsCookies && cookies !== '') request.headers.set('cookie', cookies)
    const { response, setCookies } = await run(request)
    if (request.sendsCookies) for (const cookie of setCookies) jar.store(cookie)
    request.signal.throwIfAborted()
    return hideCookies(response)
  }
}

/** A request with headers that a browser sets itself and lets no script touch. */
class InPageRequest extends Request {
  readonly sendsCookies: boolean
  readonly #headers: Headers

  constructor(input: Request | URL, init: RequestInit | undefined, origin: string) {
    super(input, init)
    // Copied, they are bound by no rule.
    this.#headers = new Headers(super.headers)
    const sameOrigin = new URL(this.url).origin === origin
    this.#headers.set('sec-fetch-site', sameOrigin ? 'same-origin' : 'cross-site')
    if (!sameOrigin || !['GET', 'HEAD'].includes(this.method)) this.#headers.set('origin', origin)
    this.sendsCookies = this.credentials === 'include' || (this.credentials === 'same-origin' && sameOrigin)
  }

  override get headers(): Headers {
    return this.#headers
  }
}

/** No page can read them. */
function hideCookies(response: Response): Response {
  const headers = new Headers(response.headers)
  headers.delete('set-cookie')
  const { status, statusText } = response
  return new Response(response.body, { status, statusText, headers })
}
