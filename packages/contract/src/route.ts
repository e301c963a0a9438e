import type { ErrorCode } from './problems.ts'
import type { Access } from './routes.ts'

/** One row of the route table, whichever. */
export type Route = {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** Below the mount point; `:name` marks a parameter. */
  readonly path: string
  readonly access: Access
  readonly errors: readonly ErrorCode[]
}

const ofAccess: Record<Access, readonly ErrorCode[]> = {
  public: [],
  pending: ['login_expired'],
  session: ['unauthenticated'],
  fresh: ['unauthenticated', 'first_factor_required', 'verification_required', 'step_up_required'],
}

/** Every code a route can answer: its own, its access class's, its method's, and the store being away. */
export function errorsOf({ method, access, errors }: Route): readonly ErrorCode[] {
  const unsafe: readonly ErrorCode[] = method === 'GET' ? [] : ['origin_rejected', 'bad_request', 'body_too_large']
  const withBody: readonly ErrorCode[] = method === 'POST' || method === 'PATCH' ? ['not_json'] : []
  return [...new Set<ErrorCode>([...errors, ...ofAccess[access], ...unsafe, ...withBody, 'unavailable'])].toSorted()
}

/** The names of a path's parameters: `/devices/:id/confirm` has `id`. */
export function pathParameters(path: string): readonly string[] {
  return [...path.matchAll(/:(\w+)/g)].map((match) => match[1] as string)
}
