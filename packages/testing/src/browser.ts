import { type Client, createClient } from '@keystep/contract'
import type { Env, Hono, Schema } from 'hono'
import { type CookieJar, cookieJar } from './cookie-jar.ts'
import { inPageFetch } from './in-page-fetch.ts'

/** Somebody's browser on a page: what it asks, as whom. */
export type Browser = {
  readonly jar: CookieJar
  readonly fetch: typeof globalThis.fetch
  readonly client: Client
}

export type BrowserOptions = {
  /** Where the page lives. */
  readonly origin: string
  /** Where the server is mounted, in full: a page may live elsewhere. */
  readonly baseUrl: string
  readonly clock: () => number
}

export function createBrowser<E extends Env, S extends Schema, Base extends string>(
  app: Hono<E, S, Base>,
  { origin, baseUrl, clock }: BrowserOptions,
): Browser {
  const jar = cookieJar({ clock })
  const fetch = inPageFetch(app, { origin, jar })
  return { jar, fetch, client: createClient({ baseUrl, fetch }) }
}
