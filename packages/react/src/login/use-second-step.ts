import type { Device, KeystepError, SessionState, SignedIn } from '@keystep/contract'
import { useEffect, useState } from 'react'
import { useDeviceList } from '../devices/use-device-list.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { useLatest } from '../provider/use-latest.ts'
import { useAction } from '../provider/use-action.ts'
import { useSession } from '../session/use-session.ts'
import { seemsStuck } from './seems-stuck.ts'
import { type UseSending, useSending } from './use-sending.ts'

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
  /** The one that was asked before, and the server offers no more: it is suspended, or was removed meanwhile. */
  readonly notOffered: Device | null
  /** The one of the others that reaches the same phone, once nothing seems to arrive by this one. */
  readonly instead: Device | null
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock until which no code is judged. */
  readonly lockedUntil: number | null
  readonly choose: (deviceId: string) => void
  /** What is sent before the device can be answered. */
  readonly sending: UseSending
  /** How long this browser could skip the second step from now on, in seconds; null: that is not offered. */
  readonly trustSeconds: number | null
  readonly verify: (code: string, options?: { readonly trustBrowser?: boolean }) => Promise<void>
  readonly retry: () => void
}

/** The second step: which device is asked, and what became of the answer. */
export function useSecondStep({ stepUp = false, methods, onVerified }: UseSecondStepOptions = {}): UseSecondStep {
  const { client } = useKeystep()
  const known = useMethods()
  const { session, status, clockOffset, accept, refresh } = useSession()
  const inSession = stepUp || session?.state === 'signed_in'
  const { list } = useDeviceList()
  const [verified, setVerified] = useState(false)
  // The one that was chosen or answered last.
  const [chosen, setChosen] = useState<Device | null>(null)
  const [waits, setWaits] = useState<Readonly<Record<string, number>>>({})

  const { devices: offered = [], challenge } = (session?.state === 'second_factor' ? session : list.data) ?? {}
  const counting = offered.filter(
    ({ method }) => known.some((one) => one.method === method) && methods?.includes(method) !== false,
  )
  const devices = counting.filter(({ suspended }) => !suspended)
  const device = devices.find(({ id }) => id === chosen?.id) ?? devices[0] ?? null
  const rest = device ? null : (counting[0] ?? null)
  const notOffered = chosen && chosen.id !== device?.id ? chosen : rest
  const calls = inSession ? client.stepUp : client.login
  const action = useAction(async ({ code, trustBrowser }: { code: string; trustBrowser: boolean }) => {
    const answer = { deviceId: device?.id ?? '', code, ...(trustBrowser && { trustBrowser }) }
    return await calls.verify(answer)
  })

  const sending = useSending({
    deviceId: device?.interactive && !verified ? device.id : null,
    known: (challenge?.deviceId === device?.id && challenge) || null,
    clockOffset,
    send: (deviceId) => calls.challenge({ deviceId }),
  })

  async function verify(code: string, { trustBrowser = false } = {}): Promise<void> {
    setChosen(device)
    const answer = await action.run({ code, trustBrowser })
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
  // Of the answer, unless another device is asked meanwhile, or else of what should have been sent.
  const failure = (device && notOffered ? null : action.failure) ?? sending.failure
  const asked = device?.id
  useEffect(() => {
    const { code, details } = failure ?? {}
    const { retryAfter } = details ?? {}
    if (retryAfter !== undefined && asked) {
      setWaits((before) => ({ ...before, [asked]: Date.now() + retryAfter * 1000 }))
    }
    // The device may have been removed meanwhile: what can be asked now is the server's to say.
    if (code === 'invalid_code') void (inSession ? list.refetch() : refresh())
    // It may have ended in another tab, by success: the server knows.
    if (code === 'login_expired' || code === 'unauthenticated') void refresh().then(tellRefreshed)
    // oxlint-disable-next-line react/exhaustive-deps -- the wait belongs to the device that was asked when it failed
  }, [failure, refresh, tellRefreshed])

  const others = devices.filter((one) => one !== device)
  const channel = known.find(({ method }) => method === device?.method)?.channel
  const instead = others.find(
    ({ method, destination }) => method === channel?.other && destination === device?.destination,
  )
  const waiting = device && (waits[device.id] ?? (device.lockedUntil && Date.parse(device.lockedUntil) - clockOffset))
  return {
    status: statusNow(),
    device,
    others,
    notOffered,
    instead: (seemsStuck(sending) && instead) || null,
    failure,
    lockedUntil: waiting || null,
    sending,
    trustSeconds: trustOffered(session, device),
    choose: (deviceId) => {
      setChosen(devices.find(({ id }) => id === deviceId) ?? null)
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

/** At a sign-in, or where the app signs people in itself: then in the session that owes its second step. */
function trustOffered(session: SessionState | null, device: Device | null): number | null {
  // A backup token makes no browser trusted.
  if (session?.state === 'anonymous' || device?.tokensLeft != null) return null
  if (session?.state === 'second_factor') return session.trustSeconds
  return session && !session.verified ? session.policy.trustSeconds : null
}
