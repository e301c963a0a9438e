import { type Enrolment, isKeystepError, type KeystepError, safeNext, type SignedIn } from '@keystep/contract'
import { useQuery } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { nextOfPage } from '../provider/next-of-page.ts'
import { useAction } from '../provider/use-action.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'
import type { Method } from '../methods/method.ts'

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
  | 'configure'
  | 'tokens'
  | 'finished'

export type UseSetup = {
  readonly step: SetupStep
  readonly methods: readonly Method[]
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
  readonly begin: (method: string) => Promise<void>
  /** Another enrolment in place of the one under way. */
  readonly restart: () => Promise<void>
  readonly confirm: (code: string) => Promise<void>
  readonly keepTokens: () => void
  readonly finish: () => void
  readonly retry: () => void
}

/** Turning verification on, or adding a device. What is under way is the server's to say, so it survives a reload. */
export function useSetup(options: UseSetupOptions = {}): UseSetup {
  const { purpose = 'first', skipIntroduction = false, onDone } = options
  const { client, queryClient, methods: known, navigate, urls } = useKeystep()
  const { session, status, accept, refresh } = useSession()
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
  const [reached, setReached] = useState<'start' | 'method' | 'tokens' | 'finished'>('start')
  // One key for one enrolment: a repeat, by a double render or a lost answer, gets the one under way.
  const requestKey = useRef<string | null>(null)

  const beginning = useAction(async (method: string) => {
    requestKey.current ??= crypto.randomUUID()
    const enrolment = await withStepUp(() => client.devices.begin({ method, requestKey: requestKey.current as string }))
    setBegun(enrolment)
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

  const methods = known.filter(({ method, Configure }) => Configure && list.data?.methods.includes(method))
  async function begin(method: string): Promise<void> {
    confirming.reset()
    await beginning.run(method)
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
    enrolment,
    justDone: reached === 'tokens' || reached === 'finished',
    backupTokens: tokens,
    status: beginning.status === 'busy' || confirming.status === 'busy' ? 'busy' : failed() ? 'failed' : 'idle',
    failure: failed(),
    lockedUntil: confirming.retryAt,
    start,
    begin,
    async restart() {
      requestKey.current = null
      const method = enrolment?.device.method
      if (method) await begin(method)
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
  function failed(): KeystepError | null {
    // Whoever cancels the dialog knows that nothing came of it.
    return confirming.failure ?? (isStepUpRefusal(beginning.failure) ? null : beginning.failure)
  }
  function stepOf(): SetupStep {
    if (reached === 'tokens' || reached === 'finished') return reached
    if (session && !signedIn) return 'signed_out'
    if (!session || !list.data) return status === 'failed' || list.isError ? 'unreachable' : 'loading'
    if (purpose === 'first' && session.state === 'signed_in' && session.hasDevice) return 'finished'
    if (enrolment) return 'configure'
    return reached === 'method' || (skipIntroduction && methods.length > 1) ? 'method' : 'introduction'
  }
}
