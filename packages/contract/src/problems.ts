/** Every error code of the wire and its HTTP status: the one table both sides read. */
export const statusOf = {
  bad_request: 400,
  invalid_credentials: 401,
  invalid_code: 401,
  login_expired: 401,
  unauthenticated: 401,
  first_factor_required: 403,
  verification_required: 403,
  enrolment_required: 403,
  step_up_required: 403,
  staff_required: 403,
  origin_rejected: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  body_too_large: 413,
  not_json: 415,
  throttled: 429,
  delivery_failed: 502,
  busy: 503,
  unavailable: 503,
} as const

export type ErrorCode = keyof typeof statusOf

/** A field of the request that was refused. `key` names the reason; the kit has a sentence for each. */
export type FieldError = { readonly path: string; readonly key: string }

/** What a problem body may carry beside its code. Durations are integer seconds. */
export type ProblemDetails = {
  /** Seconds to wait; also the `Retry-After` header. */
  readonly retryAfter?: number
  /** With `throttled`: it is sending that has to wait, and a code that arrived can still be answered. */
  readonly sending?: true
  /** Wrong tries that still cost no wait. */
  readonly triesLeft?: number
  /** The oldest verification the route accepts, in seconds (RFC 9470's `max_age`). */
  readonly maxAge?: number
  /** The methods the route accepts. */
  readonly methods?: readonly string[]
  /** Whether a password can be given to `POST /step-up/first-factor`. */
  readonly password?: boolean
  /** Where a user without a password proves who they are again. */
  readonly reauthenticateUrl?: string
  readonly errors?: readonly FieldError[]
}

/** An RFC 9457 problem body. `code` is stable; `title` is for developers and never shown to a user. */
export type Problem = ProblemDetails & {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
}

/** What the type of every problem of ours begins with. */
export const problemType = 'urn:keystep:problem:'

export function problem(code: ErrorCode, details: ProblemDetails = {}): Problem {
  return {
    type: `${problemType}${code}`,
    title: code.replaceAll('_', ' '),
    status: statusOf[code],
    code,
    ...details,
  }
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(statusOf, value)
}
