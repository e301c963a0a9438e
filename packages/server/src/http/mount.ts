import {
  type Area,
  type Input,
  KeystepError,
  type Output,
  type Route,
  routes,
  type Routes,
  type Verb,
} from '@keystep/contract'
import { schemas } from '@keystep/contract/schemas'
import type { Context, Hono } from 'hono'
import type * as z from 'zod/mini'
import type { Services } from '../services.ts'
import { currentPending, currentSession } from '../session/current.ts'
import { decide } from '../session/decide.ts'
import { requireFresh } from '../session/freshness.ts'
import type { PendingRecord, SessionRecord } from '../stores/records.ts'
import { keepAddress } from './client-address.ts'
import { jsonBody } from './json-body.ts'
import { refuseBrokenText } from './refuse-broken-text.ts'

type AccessOf<A extends Area, V extends Verb<A>> = Routes[A][V] extends { access: infer X } ? X : never

/** What a handler may know of the caller: no more than the route's access class has checked. */
type Caller<X> = { readonly c: Context } & (X extends 'pending'
  ? { readonly pending: PendingRecord }
  : X extends 'session' | 'fresh' | 'staff'
    ? { readonly session: SessionRecord }
    : unknown)

type CallSchemas = {
  readonly body?: z.ZodMiniType
  readonly params?: Record<string, z.ZodMiniType>
  readonly response: z.ZodMiniType
}

export type Mount = <A extends Area, V extends Verb<A>>(
  area: A,
  verb: V,
  handle: (input: Input<A, V>, caller: Caller<AccessOf<A, V>>) => Promise<Output<A, V>>,
) => void

/**
 * Puts a row of the route table on the app: body and caller are checked before the handler runs, and its answer is
 * cut to the schema, so that nothing leaks by being added to a row.
 */
export function createMount(app: Hono, services: Services): Mount {
  return function mount(area, verb, handle) {
    const route = (routes as Record<string, Record<string, Route>>)[area]?.[verb as string] as Route
    const shape = (schemas as Record<string, Record<string, CallSchemas>>)[area]?.[verb as string] as CallSchemas
    app.on(route.method, route.path, async (c) => {
      keepAddress(services, c)
      const json = shape.body ? await jsonBody(c.req.raw) : undefined
      const caller = await admit(services, route, c)
      const body = shape.body ? checked(shape.body, json, []) : {}
      const params = Object.entries(shape.params ?? {}).map(([name, schema]) => [name, pathParam(c, name, schema)])
      const input = { ...(body as object), ...Object.fromEntries(params) }
      const answer = await handle(input as never, caller as never).finally(() => services.notices?.wake(c.req.raw))
      return c.json(shape.response.parse(answer))
    })
  }
}

/** Who may call. A class that is not listed here lets nobody in. */
async function admit(services: Services, { access }: Route, c: Context) {
  if (access === 'public') return { c }
  if (access === 'pending') {
    const pending = await currentPending(services, c)
    if (!pending) throw new KeystepError('login_expired')
    return { c, pending }
  }
  const session = await currentSession(services, c)
  if (!session) throw new KeystepError('unauthenticated')
  if (access === 'session') return { c, session }
  if (access === 'fresh') {
    await requireFresh(services, session, c.req.raw)
    return { c, session }
  }
  if (access === 'staff') {
    requireStaffSession(session)
    return { c, session }
  }
  throw new Error(`Nobody knows the access class "${String(access satisfies never)}".`)
}

function requireStaffSession(session: SessionRecord): void {
  const decided = decide(session, { staff: true })
  if (!decided.allowed) throw new KeystepError(decided.code)
}

function pathParam(c: Context, name: string, schema: z.ZodMiniType): unknown {
  const value = c.req.param(name) ?? ''
  refuseBrokenText(value)
  return checked(schema, value, [name])
}

function checked(schema: z.ZodMiniType, value: unknown, path: readonly string[]): unknown {
  const { success, data, error } = schema.safeParse(value)
  if (success) return data
  const errors = error.issues.map((issue) => ({ path: [...path, ...issue.path].join('.'), key: issue.code }))
  throw new KeystepError('bad_request', { errors })
}
