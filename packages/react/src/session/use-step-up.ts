import { isKeystepError, type KeystepError } from '@keystep/contract'
import { useCallback } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import type { StepUpWish } from './step-up-desk.ts'

export type UseStepUp = {
  /** Opens the dialog. True when the user verified, false when they cancelled. */
  readonly ask: (wish?: StepUpWish) => Promise<boolean>
  /**
   * Runs a call; where the server asks to verify first, opens the dialog and runs it once more.
   * Cancelling rejects with the server's own `KeystepError`.
   */
  readonly withStepUp: <T>(call: () => Promise<T>) => Promise<T>
}

/** Verifying (again) in place, without losing what the user was doing. */
export function useStepUp(): UseStepUp {
  const { stepUp } = useKeystep()
  const ask = useCallback((wish: StepUpWish = {}) => stepUp.ask(wish), [stepUp])
  const withStepUp = useCallback(
    async <T>(call: () => Promise<T>): Promise<T> => {
      try {
        return await call()
      } catch (error) {
        const wish = isKeystepError(error) ? wishOf(error) : null
        if (!wish || !(await stepUp.ask(wish))) throw error
        return await call()
      }
    },
    [stepUp],
  )
  return { ask, withStepUp }
}

/** A call that the server refused until the user verifies; where it is still refused, they would rather not. */
export function isStepUpRefusal(failure: KeystepError | null): boolean {
  return failure !== null && wishOf(failure) !== null
}

function wishOf({ code, details: { maxAge, methods } }: KeystepError): StepUpWish | null {
  if (code === 'first_factor_required') return { factor: 'first' }
  if (code !== 'step_up_required' && code !== 'verification_required') return null
  return { ...(maxAge !== undefined && { maxAge }), ...(methods && { methods }) }
}
