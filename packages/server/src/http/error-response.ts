import { isKeystepError, problem } from '@keystep/contract'
import type { Context } from 'hono'
import type { Emit } from '../events.ts'
import { problemResponse } from './problem-response.ts'

/** The only place where an error becomes an answer. What is not an expected failure is a fault: 503, and no word why. */
export function createErrorResponse(emit: Emit): (error: unknown, c: Context) => Response {
  return function errorResponse(error, c) {
    if (isKeystepError(error) && error.code !== 'unreachable')
      return problemResponse(problem(error.code, error.details))
    emit('fault', { error, request: c.req.raw })
    return problemResponse(problem('unavailable'))
  }
}
