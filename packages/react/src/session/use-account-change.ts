import { isKeystepError, type KeystepError } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { accountKey } from './session-key.ts'
import { useSession } from './use-session.ts'
import { isStepUpRefusal, useStepUp } from './use-step-up.ts'

/** What is becoming of a change of the user's own things. */
export type AccountChange<Action extends string> = {
  /** The last one that was asked for. */
  readonly action: Action | null
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Forgets the failure. */
  readonly reset: () => void
}

type Call<Action> = { readonly action: Action; readonly send: () => Promise<unknown> }

/** One change at a time: asks to verify where the server does, and reads the lists again afterwards. */
export function useAccountChange<Action extends string>(
  onFailure?: (failure: KeystepError) => void,
): AccountChange<Action> & {
  /** True when it was done. */
  readonly run: (action: Action, send: Call<Action>['send']) => Promise<boolean>
} {
  const { queryClient } = useKeystep()
  const { refresh } = useSession()
  const { withStepUp } = useStepUp()
  const [asked, setAsked] = useState<Action | null>(null)
  // Joins the reading that a new session has begun already.
  const reload = () => queryClient.invalidateQueries({ queryKey: accountKey }, { cancelRefetch: false })
  const { status, failure, run, reset } = useAction(async ({ action, send }: Call<Action>) => {
    setAsked(action)
    await withStepUp(send).catch(lookAgain)
    await reload()
    return true
  })
  // Whoever cancels the dialog knows that nothing came of it.
  const refused = isStepUpRefusal(failure)
  return {
    action: asked,
    status: refused ? 'idle' : status,
    failure: refused ? null : failure,
    reset,
    run: async (action, send) => (await run({ action, send })) ?? false,
  }

  function lookAgain(error: unknown): never {
    if (!isKeystepError(error)) throw error
    if (!isStepUpRefusal(error)) onFailure?.(error)
    if (error.code === 'unauthenticated') void refresh()
    // Another tab was faster: what is there now is the answer.
    if (error.code === 'not_found' || error.code === 'conflict') void reload()
    throw error
  }
}
