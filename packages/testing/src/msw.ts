import { http, type HttpHandler } from 'msw'
import { inPageFetch } from './in-page-fetch.ts'
import type { TestServer } from './create-test-server.ts'

export type HandlerOptions = {
  /** Where the page believes the server is mounted, as in `createClient`; in Node in full. @default '/auth' */
  readonly baseUrl?: string
}

/**
 * The server behind Mock Service Worker: everything below `baseUrl`, asked by the page as the server's first browser.
 * The cookies are in that browser's jar, which ends with the server, and not in MSW's, which outlives it.
 */
export function handlers(
  { app, jar, origin }: Pick<TestServer, 'app' | 'jar' | 'origin'>,
  { baseUrl = '/auth' }: HandlerOptions = {},
): readonly HttpHandler[] {
  const base = baseUrl.replace(/\/$/, '')
  const { length } = new URL(base, origin).pathname
  const fetch = inPageFetch(app, { origin, jar })
  return [
    http.all(`${base}/*`, async ({ request }) => {
      const { pathname, search } = new URL(request.url)
      return await fetch(new Request(new URL(`/auth${pathname.slice(length)}${search}`, origin), request))
    }),
  ]
}
