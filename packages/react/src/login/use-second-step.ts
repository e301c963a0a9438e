import type { Device, KeystepError, SessionState, SignedIn } from '@keystep/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { useLatest } from '../provider/use-latest.ts'
import { useAction } from '../provider/use-action.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'

export type UseSecondStepOptions = {
  /** Verify inside a session, whether it is verified already or not. @default only a pending login */
  readonly stepUp?: boolean
  /** The methods that count. @default all */
  readonly methods?: readonly string[] | undefined
  readonly onVerified?: (session: SignedIn) => void
}

export type UseSecondStep = {
  /** `lost`: the login ended meanwhile, and `failure` says so. `verified`: the answer was right, and nothing is asked. */
  readonly status: 'loading' | 'unreachable' | 'ready' | 'checking' | 'verified' | 'lost'
  /** The one that is asked now; null when none of the user's works here. */
  readonly device: Device | null
  readonly others: readonly Device[]
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock until which no code is judged. */
  readonly lockedUntil: number | null
  readonly choose: (deviceId: string) => void
  readonly verify: (code: string) => Promise<void>
  readonly retry: () => void
}

/** The second step: which device is asked, and what became of the answer. */
export function useSecondStep({ stepUp = false, methods, onVerified }: UseSecondStepOptions = {}): UseSecondStep {
  const { client, queryClient, methods: known } = useKeystep()
  const { session, status, clockOffset, accept, refresh } = useSession()
  const inSession = stepUp || session?.state === 'signed_in'
  const list = useQuery(
    {
      queryKey: devicesKey,
      queryFn: () => client.devices.list(),
      enabled: inSession && session?.state === 'signed_in',
      retry: false,
    },
    queryClient,
  )
  const [verified, setVerified] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const [waits, setWaits] = useState<Readonly<Record<string, number>>>({})

  const offered = session?.state === 'second_factor' ? session.devices : (list.data?.devices ?? [])
  const devices = offered.filter(
    ({ method }) => known.some((one) => one.method === method) && (methods?.includes(method) ?? true),
  )
  const device = devices.find(({ id }) => id === chosen) ?? devices[0] ?? null
  const action = useAction(async (code: string) => {
    const answer = { deviceId: device?.id ?? '', code }
    return inSession ? await client.stepUp.verify(answer) : await client.login.verify(answer)
  })

  async function verify(code: string): Promise<void> {
    const answer = await action.run(code)
    if (answer?.state !== 'signed_in') return
    setVerified(true)
    accept(answer)
    onVerified?.(answer)
  }
  const tellRefreshed = useLatest((now: SessionState | null) => {
    if (stepUp || now?.state !== 'signed_in' || !now.verified) return
    setVerified(true)
    onVerified?.(now)
  })
  const { failure } = action
  const asked = device?.id
  useEffect(() => {
    const { code, details } = failure ?? {}
    const { retryAfter } = details ?? {}
    if (retryAfter !== undefined && asked) {
      setWaits((before) => ({ ...before, [asked]: Date.now() + retryAfter * 1000 }))
    }
    // It may have ended in another tab, by success: the server knows.
    if (code === 'login_expired' || code === 'unauthenticated') void refresh().then(tellRefreshed)
    // oxlint-disable-next-line react/exhaustive-deps -- the wait belongs to the device that was asked when it failed
  }, [failure, refresh, tellRefreshed])

  const waiting = device && (waits[device.id] ?? (device.lockedUntil && Date.parse(device.lockedUntil) - clockOffset))
  return {
    status: statusNow(),
    device,
    others: devices.filter((one) => one !== device),
    failure,
    lockedUntil: waiting || null,
    choose: (deviceId) => {
      setChosen(deviceId)
      action.reset()
    },
    verify,
    retry() {
      void refresh()
      if (inSession) void list.refetch()
    },
  }

  function statusNow(): UseSecondStep['status'] {
    if (action.status === 'busy') return 'checking'
    if (!session) return status === 'failed' ? 'unreachable' : 'loading'
    if (session.state === 'anonymous') return 'lost'
    if (verified && session.state === 'signed_in') return 'verified'
    if (session.state === 'signed_in' && !list.data) return list.isError ? 'unreachable' : 'loading'
    return 'ready'
  }
}
