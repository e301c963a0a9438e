import type { Area, Verb } from './call.ts'
import type { ErrorCode } from './problems.ts'
import type { Route } from './route.ts'
import type { Access } from './routes.ts'

const notProven = ['verification_required', 'step_up_required'] as const
const judged = ['invalid_code', 'throttled', 'busy'] as const
const sent = ['throttled', 'delivery_failed'] as const

/** The error codes of each call's own, under the keys of `routes`. Those of its access class and method come on top. */
export const routeErrors: { readonly [A in Area]: { readonly [V in Verb<A>]: readonly ErrorCode[] } } = {
  session: { read: [], logout: [] },
  login: {
    start: ['invalid_credentials', 'throttled', 'busy'],
    challenge: ['invalid_code', ...sent],
    verify: judged,
    giveUp: [],
  },
  stepUp: {
    challenge: ['invalid_code', ...sent],
    verify: judged,
    firstFactor: ['invalid_credentials', 'first_factor_required', 'throttled', 'busy'],
  },
  devices: {
    list: [],
    begin: ['conflict', 'first_factor_required', ...notProven, ...sent],
    challenge: ['not_found', ...sent],
    confirm: ['not_found', ...judged, ...notProven],
    change: ['not_found', 'conflict'],
    remove: ['not_found', 'conflict', ...notProven],
    disable: [],
  },
  backupTokens: { renew: ['conflict', 'busy'], confirm: ['not_found', ...judged] },
  sessions: { list: [], end: ['not_found', 'conflict'], endOthers: [] },
  trustedBrowsers: { list: [], end: ['not_found'] },
  activity: { list: [] },
  password: {
    change: ['invalid_credentials', 'throttled', 'busy'],
    forgot: [],
    reset: ['invalid_code', 'busy'],
  },
  staff: { find: [], read: ['not_found'], reset: ['not_found', 'first_factor_required'] },
  about: { health: [], openapi: [] },
}

const ofAccess: Record<Access, readonly ErrorCode[]> = {
  public: [],
  pending: ['login_expired'],
  session: ['unauthenticated'],
  staff: ['unauthenticated', 'staff_required', 'verification_required', 'step_up_required', 'enrolment_required'],
  fresh: ['unauthenticated', 'first_factor_required', 'verification_required', 'step_up_required'],
}

/** Every code a route can answer: `own`, those of its access class and its method, and the store being away. */
export function errorsOf({ method, access }: Route, own: readonly ErrorCode[] = []): readonly ErrorCode[] {
  const unsafe: readonly ErrorCode[] = method === 'GET' ? [] : ['origin_rejected', 'bad_request', 'body_too_large']
  const withBody: readonly ErrorCode[] = method === 'POST' || method === 'PATCH' ? ['not_json'] : []
  return [...new Set<ErrorCode>([...own, ...ofAccess[access], ...unsafe, ...withBody, 'unavailable'])].toSorted()
}
