import type { Area, Input, Output, Verb } from './call.ts'
import { KeystepError } from './keystep-error.ts'
import { type Problem, problemType } from './problems.ts'
import { pathParameters, type Route } from './route.ts'
import { routes } from './routes.ts'

export type ClientOptions = {
  /** Where the server is mounted: `/auth`, or `https://api.acme.example/auth`. */
  readonly baseUrl: string
  /** @default the global fetch */
  readonly fetch?: typeof globalThis.fetch
}

type Call<A extends Area, V extends Verb<A>> =
  // oxlint-disable-next-line typescript/no-generated-empty-object-type -- an empty object is what is meant: no input
  Record<never, never> extends Input<A, V>
    ? (input?: Input<A, V>) => Promise<Output<A, V>>
    : (input: Input<A, V>) => Promise<Output<A, V>>

/** One function a call, under the keys of `routes`: `client.login.verify({ deviceId, code })`. */
export type Client = { readonly [A in Area]: { readonly [V in Verb<A>]: Call<A, V> } }

/** Every call rejects with a `KeystepError`: the server's code, or `unreachable` when no answer came. */
export function createClient({ baseUrl, fetch = globalThis.fetch.bind(globalThis) }: ClientOptions): Client {
  const base = baseUrl.replace(/\/$/, '')
  const areas = Object.entries(routes).map(([area, verbs]) => [
    area,
    Object.fromEntries(
      Object.entries(verbs as Record<string, Route>).map(([verb, route]) => [
        verb,
        (input?: Record<string, unknown>) => call(fetch, base, route, input ?? {}),
      ]),
    ),
  ])
  return Object.fromEntries(areas) as Client
}

async function call(fetch: ClientOptions['fetch'] & {}, base: string, route: Route, input: Record<string, unknown>) {
  const names = pathParameters(route.path)
  const path = names.reduce((at, name) => at.replace(`:${name}`, encodeURIComponent(String(input[name]))), route.path)
  const body = Object.fromEntries(Object.entries(input).filter(([name]) => !names.includes(name)))
  const withBody = route.method === 'POST' || route.method === 'PATCH'
  let response: Response
  try {
    response = await fetch(base + path, {
      method: route.method,
      credentials: 'include',
      ...(withBody && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  } catch (cause) {
    throw new KeystepError('unreachable', {}, { cause })
  }
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok && answer !== null) return answer
  throw toError(answer)
}

/** A body that is no problem of ours came from something in between, such as a proxy whose server is away. */
function toError(answer: unknown): KeystepError {
  const body = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<Problem>
  const { type, title: _title, status: _status, code, ...details } = body
  return code && type === `${problemType}${code}` ? new KeystepError(code, details) : new KeystepError('unavailable')
}
