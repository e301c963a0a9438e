import { type KeystepError, safeNext, type SessionState } from '@keystep/contract'
import { useState } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { nextOfPage } from '../provider/next-of-page.ts'
import { useAction } from '../provider/use-action.ts'
import { useSession } from '../session/use-session.ts'

export type LoginResult = {
  readonly session: Extract<SessionState, { state: 'signed_in' }>
  /** Where the user was heading, checked; null: nowhere in particular. */
  readonly next: string | null
}

export type UseLoginOptions = {
  /** Where the user is heading. @default `next` in this page's query */
  readonly next?: string | null | undefined
  /** The oldest verification that will do, in seconds, and the methods that count: of a signed-in session too. */
  readonly maxAge?: number | undefined
  readonly methods?: readonly string[] | undefined
  /** @default goes to `next`, or to `urls.afterLogin` */
  readonly onDone?: ((result: LoginResult) => void) | undefined
}

export type UseLogin = {
  readonly step: 'loading' | 'unreachable' | 'credentials' | 'second_step' | 'signed_in'
  readonly session: SessionState | null
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  readonly login: (credentials: { identifier: string; password: string }) => Promise<void>
  /** What any first factor of the app's own answered: the union that `beginLogin` returns. */
  readonly accept: (session: SessionState) => void
  /** Ends the wizard with a session. */
  readonly finish: (session: LoginResult['session']) => void
  readonly retry: () => void
}

/** A sign-in. Which step it is at is the server's to say, so it survives a reload and the back button. */
export function useLogin({ next: wanted, maxAge, methods, onDone }: UseLoginOptions = {}): UseLogin {
  const { client, navigate, urls } = useKeystep()
  const { session, status, clockOffset, accept, refresh } = useSession()
  const [startedAt] = useState(() => Date.now())
  const next = wanted === undefined ? nextOfPage() : wanted
  const action = useAction((credentials: { identifier: string; password: string }) =>
    // As written: the server also knows the other origins that it may lead to.
    client.login.start({ ...credentials, ...(next !== null && next.length <= 2048 && { next }) }),
  )

  function finish(done: LoginResult['session']): void {
    const result = { session: done, next: done.next ?? safeNext(next) }
    if (onDone) onDone(result)
    else navigate(result.next ?? urls.afterLogin)
  }
  function acceptFirst(answer: SessionState): void {
    accept(answer)
    if (answer.state === 'signed_in' && !owesSecondStep(answer)) finish(answer)
  }
  /** A session that has a device owes a step until that device verified it, recently and by the right method. */
  function owesSecondStep(signedIn: LoginResult['session']): boolean {
    if (!signedIn.hasDevice) return false
    if (!signedIn.verified || !signedIn.device || !signedIn.verifiedAt) return true
    const age = startedAt + clockOffset - Date.parse(signedIn.verifiedAt)
    return (maxAge !== undefined && age > maxAge * 1000) || !(methods?.includes(signedIn.device.method) ?? true)
  }

  return {
    step: stepOf(),
    session,
    status: action.status,
    failure: action.failure,
    async login(credentials) {
      const answer = await action.run(credentials)
      if (answer) acceptFirst(answer)
    },
    accept: acceptFirst,
    finish,
    retry: () => void refresh(),
  }

  function stepOf(): UseLogin['step'] {
    if (!session) return status === 'failed' ? 'unreachable' : 'loading'
    if (session.state === 'second_factor') return 'second_step'
    if (session.state === 'anonymous') return 'credentials'
    return owesSecondStep(session) ? 'second_step' : 'signed_in'
  }
}
