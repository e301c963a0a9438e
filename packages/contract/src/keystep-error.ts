import type { ErrorCode, ProblemDetails } from './problems.ts'

/** `unreachable` is the client's own: no answer came, so no status either. */
export type FailureCode = ErrorCode | 'unreachable'

/** An expected failure: thrown by the server's flows, and by the client when the server answers a problem. */
export class KeystepError extends Error {
  override readonly name = 'KeystepError'
  readonly code: FailureCode
  readonly details: ProblemDetails

  constructor(code: FailureCode, details: ProblemDetails = {}, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.details = details
  }
}

/** By shape as well as by class, so that two copies of this package still understand each other. */
export function isKeystepError(error: unknown): error is KeystepError {
  return error instanceof Error && error.name === 'KeystepError' && 'code' in error && 'details' in error
}
