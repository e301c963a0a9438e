import type { Device, KeystepError } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { accountKey } from '../session/session-key.ts'
import { useAccountList } from '../session/use-account-list.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'

export type UseBackupTokens = {
  /** `new`: a set that works already is shown. `proving`: one is shown that waits to be confirmed. */
  readonly step: 'loading' | 'unreachable' | 'no_device' | 'overview' | 'new' | 'proving'
  /** The set that works; null where the user has none. */
  readonly device: Device | null
  /** Shown this once. */
  readonly tokens: readonly string[]
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock until which no token is judged. */
  readonly lockedUntil: number | null
  readonly renew: () => Promise<void>
  /** True when the new set has taken the place of the old one. */
  readonly confirm: (token: string) => Promise<boolean>
  /** The set that is shown was saved. */
  readonly finish: () => void
  readonly retry: () => void
}

/** The user's backup tokens: how many are left, and a new set. */
export function useBackupTokens(): UseBackupTokens {
  const { client, queryClient } = useKeystep()
  const { withStepUp } = useStepUp()
  const { list, status, retry } = useAccountList('devices')
  const [shown, setShown] = useState<{ readonly tokens: readonly string[]; readonly waits: boolean } | null>(null)
  const reload = () => queryClient.invalidateQueries({ queryKey: accountKey })
  const renewing = useAction(async () => {
    const { tokens, waitsUntil } = await withStepUp(() => client.backupTokens.renew())
    setShown({ tokens, waits: waitsUntil !== null })
    await reload()
  })
  const confirming = useAction(async (token: string) => {
    await withStepUp(() => client.backupTokens.confirm({ token }))
    setShown(null)
    await reload()
    return true
  })
  const failure = confirming.failure ?? renewing.failure
  const device = list.data?.devices.find(({ tokensLeft }) => tokensLeft !== null) ?? null
  return {
    step: stepOf(),
    device,
    tokens: shown?.tokens ?? [],
    status: renewing.status === 'busy' || confirming.status === 'busy' ? 'busy' : 'idle',
    // Whoever cancels the dialog knows that nothing came of it.
    failure: isStepUpRefusal(failure) ? null : failure,
    lockedUntil: confirming.retryAt,
    async renew() {
      confirming.reset()
      await renewing.run(undefined)
    },
    async confirm(token) {
      return (await confirming.run(token)) ?? false
    },
    finish: () => setShown(null),
    retry,
  }

  function stepOf(): UseBackupTokens['step'] {
    if (shown) return shown.waits ? 'proving' : 'new'
    if (!list.data) return status === 'unreachable' ? status : 'loading'
    return list.data.devices.length === 0 ? 'no_device' : 'overview'
  }
}
