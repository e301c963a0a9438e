import { isKeystepError, type KeystepError } from '@keystep/contract'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'

export type DeviceAction = {
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Forgets the failure. */
  readonly reset: () => void
}

/** One change of the user's devices: asks to verify where the server does, and reads the list again afterwards. */
export function useDeviceAction<Input>(
  call: (input: Input) => Promise<unknown>,
): DeviceAction & { readonly run: (input: Input) => Promise<boolean> } {
  const { queryClient } = useKeystep()
  const { refresh } = useSession()
  const { withStepUp } = useStepUp()
  // Joins the reading that a new session has begun already.
  const reload = () => queryClient.invalidateQueries({ queryKey: devicesKey }, { cancelRefetch: false })
  const { status, failure, run, reset } = useAction(async (input: Input) => {
    try {
      await withStepUp(() => call(input))
    } catch (error) {
      const code = isKeystepError(error) ? error.code : null
      if (code === 'unauthenticated') void refresh()
      // Another tab was faster: what is there now is the answer.
      if (code === 'not_found' || code === 'conflict') void reload()
      throw error
    }
    await reload()
    return true
  })
  // Whoever cancels the dialog knows that nothing came of it.
  const refused = isStepUpRefusal(failure)
  return {
    status: refused ? 'idle' : status,
    failure: refused ? null : failure,
    reset,
    run: async (input) => (await run(input)) ?? false,
  }
}
