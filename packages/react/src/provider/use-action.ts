import { isKeystepError, KeystepError } from '@keystep/contract'
import { useCallback, useEffect, useRef, useState } from 'react'

export type Action<Input, Result> = {
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Until when a failure asked to wait, in epoch milliseconds of this browser's clock; stands until one succeeds. */
  readonly retryAt: number | null
  /** Null when it failed, or when one was under way already: it runs once at a time. */
  readonly run: (input: Input) => Promise<Result | null>
  readonly reset: () => void
}

/**
 * One call to the server and what became of it. Not a TanStack mutation: those keep their variables and results in a
 * cache that persisters and devtools read, and ours hold passwords, codes and secrets.
 */
export function useAction<Input, Result>(call: (input: Input) => Promise<Result>): Action<Input, Result> {
  const [state, setState] = useState<Pick<Action<Input, Result>, 'status' | 'failure' | 'retryAt'>>({
    status: 'idle',
    failure: null,
    retryAt: null,
  })
  const busy = useRef(false)
  const latest = useRef(call)
  useEffect(() => {
    latest.current = call
  })

  const run = useCallback(async (input: Input) => {
    if (busy.current) return null
    busy.current = true
    setState((before) => ({ ...before, status: 'busy', failure: null }))
    try {
      const result = await latest.current(input)
      setState({ status: 'idle', failure: null, retryAt: null })
      return result
    } catch (error) {
      const failure = isKeystepError(error) ? error : new KeystepError('unavailable', {}, { cause: error })
      const { retryAfter } = failure.details
      const retryAt = retryAfter === undefined ? null : Date.now() + retryAfter * 1000
      setState((before) => ({ status: 'failed', failure, retryAt: retryAt ?? before.retryAt }))
      return null
    } finally {
      busy.current = false
    }
  }, [])
  const reset = useCallback(() => setState({ status: 'idle', failure: null, retryAt: null }), [])
  return { ...state, run, reset }
}
