import { type Enrolment, isKeystepError, type KeystepError, type Output } from '@keystep/contract'
import { useRef, useState } from 'react'
import { type UseSending, useSending } from '../login/use-sending.ts'
import type { BeginRequest, Method } from '../methods/method.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { accountKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { isStepUpRefusal, useStepUp } from '../session/use-step-up.ts'

export type UseEnrollingOptions = {
  /** What the server says is under way. */
  readonly pending: Enrolment['device'] | null
  readonly onBegun: () => void
  readonly onConfirmed: (answer: Output<'devices', 'confirm'>) => void
}

/** The number that is being connected, or was: known to this page alone, and as long as it stands. */
export type EnrollingNumber = {
  readonly method: string
  readonly number: string
  /** As the server masks it, once it did. */
  readonly destination: string | null
}

export type UseEnrolling = {
  /** The one that something has to be asked about before it can be connected. */
  readonly preparing: Method | null
  /** What is being connected. Without its secret after a reload: no secret is shown twice. */
  readonly enrolment: Enrolment | null
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  /** Epoch milliseconds of this browser's clock until which no code is judged. */
  readonly lockedUntil: number | null
  /** What is sent before the code can be typed. */
  readonly sending: UseSending
  /** Null where no number was asked, and after a reload. */
  readonly phone: EnrollingNumber | null
  /** Begins to connect one; `asked` is what was asked beforehand, where something had to be. */
  readonly begin: (method: string, asked?: BeginRequest) => Promise<void>
  /** Another enrolment in place of the one under way. */
  readonly restart: () => Promise<void>
  /** `name`: what the user calls it. */
  readonly confirm: (code: string, name?: string) => Promise<void>
  /** Asks beforehand again. False where there is nothing to ask. */
  readonly prepare: () => boolean
  /** Out of it; what was begun stays, for whoever begins the same method again. */
  readonly leave: () => void
  /** As if none had been begun here; on the server it lapses by itself. */
  readonly forget: () => void
}

/** One enrolment, from its beginning to the proof. What is under way is the server's to say, so it survives a reload. */
export function useEnrolling({ pending, onBegun, onConfirmed }: UseEnrollingOptions): UseEnrolling {
  const { client, queryClient } = useKeystep()
  const methods = useMethods()
  const { session, clockOffset, refresh } = useSession()
  const { withStepUp } = useStepUp()
  const [begun, setBegun] = useState<Enrolment | null>(null)
  const [preparing, setPreparing] = useState<Method | null>(null)
  const [phone, setPhone] = useState<EnrollingNumber | null>(null)
  // One key for one enrolment: a repeat, by a double render or a lost answer, gets the one under way.
  const request = useRef<{ readonly of: string; readonly key: string } | null>(null)
  const enrolment = begun ?? (pending && { device: pending })
  const methodOf = (name: string | undefined) => methods.find(({ method }) => method === name)

  const beginning = useAction(async ({ method, asked }: { method: string; asked: BeginRequest }) => {
    // Another address is another enrolment, even where the first one's answer never came.
    const of = JSON.stringify([method, asked])
    if (request.current?.of !== of) request.current = { of, key: crypto.randomUUID() }
    const requestKey = request.current.key
    const { number } = asked
    setPhone(number === undefined ? null : { method, number, destination: null })
    const answer = await withStepUp(() => client.devices.begin({ ...asked, method, requestKey })).catch(forgetRefused)
    setBegun(answer)
    setPhone((before) => before && { ...before, destination: answer.device.destination })
    setPreparing(null)
    onBegun()
  })
  const confirming = useAction(async ({ code, name }: { code: string; name: string }) => {
    const id = enrolment?.device.id ?? ''
    const answer = await client.devices.confirm({ id, code }).catch(lookAgain)
    // It is confirmed, whatever becomes of its name, which the profile can change at any time.
    if (name !== '') await client.devices.change({ id, name }).catch(() => {})
    forget()
    onConfirmed(answer)
  })
  const sending = useSending({
    deviceId: enrolment?.device.interactive ? enrolment.device.id : null,
    known: enrolment?.device.sent ?? null,
    clockOffset,
    send: (id) => client.devices.challenge({ id }),
  })
  // Whoever cancels the dialog knows that nothing came of it.
  const failure = confirming.failure ?? (isStepUpRefusal(beginning.failure) ? null : beginning.failure)

  async function begin(name: string, asked?: BeginRequest): Promise<void> {
    confirming.reset()
    const chosen = methodOf(name)
    if (!asked && session?.state === 'signed_in' && chosen?.prepare?.isNeeded(session)) {
      beginning.reset()
      return setPreparing(chosen)
    }
    // Whoever went back finds what they scanned already, and not another one.
    if (!asked && begun?.device.method === name && request.current) return onBegun()
    if (asked && begun) request.current = null
    await beginning.run({ method: name, asked: asked ?? {} })
  }
  function forget(): void {
    setBegun(null)
    request.current = null
  }
  function leave(): void {
    beginning.reset()
    confirming.reset()
    setPreparing(null)
  }
  function prepare(): boolean {
    const method = methodOf(enrolment?.device.method)
    if (!method?.prepare) return false
    setPreparing(method)
    return true
  }
  return {
    preparing,
    enrolment,
    status: beginning.status === 'busy' || confirming.status === 'busy' ? 'busy' : failure ? 'failed' : 'idle',
    failure,
    lockedUntil: confirming.retryAt ?? sending.retryAt,
    sending,
    phone,
    begin,
    async restart() {
      request.current = null
      // Whatever was asked beforehand is asked again: it may be what was wrong.
      if (!prepare() && enrolment) await begin(enrolment.device.method)
    },
    async confirm(code, name = '') {
      await confirming.run({ code, name: name.trim() })
    },
    prepare,
    leave,
    forget,
  }

  /** Another tab began anew, it lapsed, or the session ended: the server knows what is under way now. */
  function lookAgain(error: unknown): never {
    const code = isKeystepError(error) ? error.code : null
    if (code === 'not_found' || code === 'unauthenticated') {
      forget()
      void queryClient.invalidateQueries({ queryKey: accountKey })
    }
    if (code === 'unauthenticated') void refresh()
    throw error
  }
  /** What the server refused to begin is nothing that a repeat of the request could get. */
  function forgetRefused(error: unknown): never {
    if (isKeystepError(error) && error.code === 'bad_request') request.current = null
    throw error
  }
}
