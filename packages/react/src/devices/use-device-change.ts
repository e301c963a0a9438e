import { isKeystepError, type KeystepError } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'

export type DeviceAction = 'rename' | 'makeDefault' | 'remove' | 'disable'

/** What is becoming of a change of the user's devices. */
export type DeviceChange = {
  /** The last one that was asked for. */
  readonly action: DeviceAction | null
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Forgets the failure. */
  readonly reset: () => void
}

type Call = { readonly action: DeviceAction; readonly send: () => Promise<unknown> }

/** One change at a time: asks to verify where the server does, and reads the list again afterwards. */
export function useDeviceChange(
  onFailure: ((failure: KeystepError) => void) | undefined,
): DeviceChange & { readonly run: (action: DeviceAction, send: Call['send']) => Promise<boolean> } {
  const { queryClient } = useKeystep()
  const { refresh } = useSession()
  const { withStepUp } = useStepUp()
  const [asked, setAsked] = useState<DeviceAction | null>(null)
  // Joins the reading that a new session has begun already.
  const reload = () => queryClient.invalidateQueries({ queryKey: devicesKey }, { cancelRefetch: false })
  const { status, failure, run, reset } = useAction(async ({ action, send }: Call) => {
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
