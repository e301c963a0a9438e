import { isKeystepError, type KeystepError } from '@keystep/contract'
import { type Action, useAction } from '../provider/use-action.ts'
import { useSession } from './use-session.ts'
import { isStepUpRefusal, useStepUp } from './use-step-up.ts'

/**
 * A call of whoever is signed in, which the server may refuse until they verify: then the dialog opens, and the call is
 * made once more. Whoever cancels the dialog knows that nothing came of it: that is no failure.
 */
export function useVerifiedAction<Input, Result>(
  call: (input: Input) => Promise<Result>,
  onFailure?: (failure: KeystepError) => void,
): Action<Input, Result> {
  const { refresh } = useSession()
  const { withStepUp } = useStepUp()
  const action = useAction((input: Input) => withStepUp(() => call(input)).catch(lookAgain))
  return isStepUpRefusal(action.failure) ? { ...action, status: 'idle', failure: null } : action

  function lookAgain(error: unknown): never {
    if (isKeystepError(error) && !isStepUpRefusal(error)) {
      if (error.code === 'unauthenticated') void refresh()
      onFailure?.(error)
    }
    throw error
  }
}
