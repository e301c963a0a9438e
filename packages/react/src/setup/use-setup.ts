import { type Enrolment, isKeystepError, type KeystepError, safeNext, type SignedIn } from '@keystep/contract'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { nextOfPage } from '../provider/next-of-page.ts'
import { useAction } from '../provider/use-action.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'
import type { BeginRequest, Method } from '../methods/method.ts'
import { type UseSending, useSending } from '../login/use-sending.ts'

export type SetupResult = { readonly session: SignedIn; readonly next: string | null }

export type UseSetupOptions = {
  /** `add`: a further device, for somebody who has one. @default 'first' */
  readonly purpose?: 'first' | 'add' | undefined
  /** Leaves out what this is and why. @default false */
  readonly skipIntroduction?: boolean | undefined
  /** Where the user was heading. @default `next` in this page's query */
  readonly next?: string | null | undefined
  /** @default goes to `next`, or to `urls.account` */
  readonly onDone?: ((result: SetupResult) => void) | undefined
}

export type SetupStep =
  | 'loading'
  | 'unreachable'
  | 'signed_out'
  | 'introduction'
  | 'method'
  | 'prepare'
  | 'configure'
  | 'tokens'
  | 'finished'

export type UseSetup = {
  readonly step: SetupStep
  readonly methods: readonly Method[]
  /** The one that something has to be asked about before it can be connected. */
  readonly preparing: Method | null
  /** What is being connected. Without its secret after a reload: no secret is shown twice. */
  readonly enrolment: Enrolment | null
  /** It was turned on in this wizard, and not before. */
  readonly justDone: boolean
  /** Shown this once. */
  readonly backupTokens: readonly string[]
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock until which no code is judged. */
  readonly lockedUntil: number | null
  /** From the introduction on: to the choice of a method, or straight to the only one there is. */
  readonly start: () => Promise<void>
  /** Begins to connect one; `request` is what was asked beforehand, where something had to be. */
  readonly begin: (method: string, request?: BeginRequest) => Promise<void>
  /** Back to the choice of a method; what was begun lapses by itself. */
  readonly chooseAgain: () => void
  /** Methods that nothing of the user's has yet. */
  readonly missing: readonly Method[]
  /** A further device, from the closing step on. */
  readonly addAnother: () => void
  /** Another enrolment in place of the one under way. */
  readonly restart: () => Promise<void>
  /** What is sent before the code can be typed. */
  readonly sending: UseSending
  readonly confirm: (code: string) => Promise<void>
  readonly keepTokens: () => void
  readonly finish: () => void
  readonly retry: () => void
}

/** Turning verification on, or adding a device. What is under way is the server's to say, so it survives a reload. */
export function useSetup(options: UseSetupOptions = {}): UseSetup {
  const { purpose = 'first', skipIntroduction = false, onDone } = options
  const { client, queryClient, methods: known, navigate, urls } = useKeystep()
  const { session, status, clockOffset, accept, refresh } = useSession()
  const { withStepUp } = useStepUp()
  const signedIn = session?.state === 'signed_in'
  const list = useQuery(
    {
      queryKey: devicesKey,
      queryFn: () => client.devices.list(),
      enabled: signedIn,
      staleTime: Infinity,
      retry: false,
    },
    queryClient,
  )
  const [begun, setBegun] = useState<Enrolment | null>(null)
  const [tokens, setTokens] = useState<readonly string[]>([])
  const [reached, setReached] = useState<'start' | 'method' | 'choice' | 'tokens' | 'finished'>('start')
  // One is on, and the user wants a second one beside it.
  const [addsAnother, setAddsAnother] = useState(false)
  const [preparing, setPreparing] = useState<Method | null>(null)
  // One key for one enrolment: a repeat, by a double render or a lost answer, gets the one under way.
  const requestKey = useRef<{ readonly of: string; readonly key: string } | null>(null)

  const beginning = useAction(async ({ method, request }: { method: string; request: BeginRequest }) => {
    const of = JSON.stringify([method, request])
    if (requestKey.current?.of !== of) requestKey.current = { of, key: crypto.randomUUID() }
    const { key } = requestKey.current
    const enrolment = await withStepUp(() => client.devices.begin({ ...request, method, requestKey: key })).catch(
      forgetRefused,
    )
    setBegun(enrolment)
    setPreparing(null)
    setReached('method')
  })
  const pending = list.data?.pending ?? null
  const enrolment = begun ?? (pending && { device: pending })
  const confirming = useAction(async (code: string) => {
    const id = enrolment?.device.id ?? ''
    const answer = await client.devices.confirm({ id, code }).catch(lookAgain)
    const { backupTokens = [], ...confirmed } = answer
    setTokens(backupTokens)
    setReached(backupTokens.length > 0 ? 'tokens' : 'finished')
    setBegun(null)
    requestKey.current = null
    accept(confirmed)
  })

  const methods = known.filter(({ method, connect }) => connect && list.data?.methods.includes(method))
  const sending = useSending({
    deviceId: enrolment?.device.interactive ? enrolment.device.id : null,
    known: enrolment?.device.sent ?? null,
    clockOffset,
    send: (id) => client.devices.challenge({ id }),
  })
  async function begin(method: string, request?: BeginRequest): Promise<void> {
    confirming.reset()
    const chosen = methods.find((one) => one.method === method)
    if (!request && signedIn && chosen?.prepare?.isNeeded(session)) {
      beginning.reset()
      setPreparing(chosen)
      return
    }
    await beginning.run({ method, request: request ?? {} })
  }
  async function start(): Promise<void> {
    const [only] = methods
    if (methods.length === 1 && only) await begin(only.method)
    else setReached('method')
  }
  const step = stepOf()
  return {
    step,
    methods,
    preparing,
    enrolment,
    justDone: reached === 'tokens' || reached === 'finished',
    backupTokens: tokens,
    status: beginning.status === 'busy' || confirming.status === 'busy' ? 'busy' : failed() ? 'failed' : 'idle',
    failure: failed(),
    lockedUntil: confirming.retryAt ?? sending.retryAt,
    sending,
    start,
    begin,
    chooseAgain() {
      beginning.reset()
      confirming.reset()
      setPreparing(null)
      setBegun(null)
      requestKey.current = null
      setReached('choice')
    },
    missing: methods.filter(({ method }) => !list.data?.devices.some((device) => device.method === method)),
    addAnother() {
      setAddsAnother(true)
      setReached('choice')
    },
    async restart() {
      requestKey.current = null
      const method = known.find((one) => one.method === enrolment?.device.method)
      // Whatever was asked beforehand is asked again: it may be what was wrong.
      if (method?.prepare) setPreparing(method)
      else if (method) await begin(method.method)
    },
    async confirm(code) {
      await confirming.run(code)
    },
    keepTokens: () => {
      setTokens([])
      setReached('finished')
    },
    finish() {
      if (!signedIn) return
      const next = safeNext(options.next === undefined ? nextOfPage() : options.next)
      if (onDone) onDone({ session, next })
      else navigate(next ?? urls.account)
    },
    retry() {
      void refresh()
      if (signedIn) void list.refetch()
    },
  }

  /** Another tab began anew, it lapsed, or the session ended: the server knows what is under way now. */
  function lookAgain(error: unknown): never {
    const code = isKeystepError(error) ? error.code : null
    if (code === 'not_found' || code === 'unauthenticated') {
      setBegun(null)
      requestKey.current = null
      void queryClient.invalidateQueries({ queryKey: devicesKey })
    }
    if (code === 'unauthenticated') void refresh()
    throw error
  }
  /** What the server refused to begin is nothing that a repeat of the request could get. */
  function forgetRefused(error: unknown): never {
    if (isKeystepError(error) && error.code === 'bad_request') requestKey.current = null
    throw error
  }
  function failed(): KeystepError | null {
    // Whoever cancels the dialog knows that nothing came of it.
    return confirming.failure ?? (isStepUpRefusal(beginning.failure) ? null : beginning.failure)
  }
  function stepOf(): SetupStep {
    if (reached === 'tokens' || reached === 'finished') return reached
    if (session && !signedIn) return 'signed_out'
    if (!session || !list.data) return status === 'failed' || list.isError ? 'unreachable' : 'loading'
    const turnedOn = session.state === 'signed_in' && session.hasDevice
    if (purpose === 'first' && turnedOn && !addsAnother) return 'finished'
    if (preparing) return 'prepare'
    if (enrolment && reached !== 'choice') return 'configure'
    return reached === 'method' || reached === 'choice' || (skipIntroduction && methods.length > 1)
      ? 'method'
      : 'introduction'
  }
}
