import type { KeystepError } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { accountKey } from './session-key.ts'
import { useVerifiedAction } from './use-verified-action.ts'

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
  const [asked, setAsked] = useState<Action | null>(null)
  // Joins the reading that a new session has begun already.
  const reload = () => queryClient.invalidateQueries({ queryKey: accountKey }, { cancelRefetch: false })
  const { run, ...action } = useVerifiedAction(async ({ action: name, send }: Call<Action>) => {
    setAsked(name)
    await send()
    await reload()
    return true
  }, lookAgain)
  return {
    ...action,
    action: asked,
    run: async (name, send) => (await run({ action: name, send })) ?? false,
  }

  function lookAgain(failure: KeystepError): void {
    onFailure?.(failure)
    // Another tab was faster: what is there now is the answer.
    if (failure.code === 'not_found' || failure.code === 'conflict') void reload()
  }
}
