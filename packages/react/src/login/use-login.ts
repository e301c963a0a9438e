import { type KeystepError, safeNext, type SessionState } from '@keystep/contract'
import { useEffect, useRef, useState } from 'react'
import { isThisPage } from '../provider/is-this-page.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { nextOfPage } from '../provider/next-of-page.ts'
import { withNext } from '../provider/urls.ts'
import { useAction } from '../provider/use-action.ts'
import { useLatest } from '../provider/use-latest.ts'
import { useSession } from '../session/use-session.ts'
import { type LoginWish, useLoginWish } from './use-login-wish.ts'

export type LoginResult = {
  readonly session: Extract<SessionState, { state: 'signed_in' }>
  /** Where the user was heading, checked; null: nowhere in particular. */
  readonly next: string | null
  /** Where that is asks to be verified, by the provider's `needsVerification`, and the user has no device yet. */
  readonly setUpFirst: boolean
}

export type UseLoginOptions = LoginWish & {
  /** Where the user is heading. @default `next` in this page's query */
  readonly next?: string | null | undefined
  /** Sends a visitor on who is signed in and owes nothing. @default false: they are told so, and go on themselves */
  readonly redirectSignedIn?: boolean | undefined
  /** @default goes to `next`, or to `urls.afterLogin`; to `urls.setup` before, where a device is needed first */
  readonly onDone?: ((result: LoginResult) => void) | undefined
}

export type UseLogin = {
  readonly step: 'loading' | 'unreachable' | 'credentials' | 'second_step' | 'signed_in'
  readonly session: SessionState | null
  /** The methods that count for the second step; undefined: all. */
  readonly methods: readonly string[] | undefined
  readonly status: 'idle' | 'busy' | 'failed'
  readonly failure: KeystepError | null
  readonly login: (credentials: { identifier: string; password: string }) => Promise<void>
  /** What any first factor of the app's own answered: the union that `beginLogin` returns. */
  readonly accept: (session: SessionState) => void
  /** Gives up the pending login: back to the first step. False where the server could not be asked. */
  readonly giveUp: () => Promise<boolean>
  /** Ends the wizard with a session. */
  readonly finish: (session: LoginResult['session']) => void
  readonly retry: () => void
}

/** A sign-in. Which step it is at is the server's to say, so it survives a reload and the back button. */
export function useLogin(options: UseLoginOptions = {}): UseLogin {
  const { next: wanted, redirectSignedIn = false, onDone } = options
  const { client, navigate, urls, needsVerification } = useKeystep()
  const { session, status, clockOffset, accept, refresh } = useSession()
  const { methods, owesSecondStep } = useLoginWish(options, clockOffset)
  const next = wanted === undefined ? nextOfPage() : wanted
  const action = useAction((credentials: { identifier: string; password: string }) =>
    // As written: the server also knows the other origins that it may lead to.
    client.login.start({ ...credentials, ...(next !== null && next.length <= 2048 && { next }) }),
  )
  // Its own sign-in ended with a session: a trusted browser owes nothing here, though a guard may still ask.
  const [ended, setEnded] = useState(false)
  const step = stepOf()
  const finished = useRef(false)
  const sendOn = useLatest(() => {
    if (!session || session.state !== 'signed_in' || finished.current) return
    const url = urlOf(resultOf(session))
    if (!onDone && isThisPage(url)) {
      throw new Error(
        `redirectSignedIn: ${url} is this page itself. Give the provider's urls.afterLogin, or next, another page.`,
      )
    }
    finish(session)
  })
  useEffect(() => {
    if (step !== 'signed_in') finished.current = false
    else if (redirectSignedIn) sendOn()
  }, [step, redirectSignedIn, sendOn])

  function resultOf(done: LoginResult['session']): LoginResult {
    const checked = done.next ?? safeNext(next)
    // Nobody's configuration, but a link that leads a signed-in visitor to where they are.
    const leadsHere = redirectSignedIn && wanted === undefined && checked !== null && isThisPage(checked)
    const target = leadsHere ? null : checked
    const path = target ?? urls.afterLogin
    return {
      session: done,
      next: target,
      setUpFirst: !done.hasDevice && path.startsWith('/') && needsVerification(path.replace(/[?#].*/, '')),
    }
  }
  function urlOf({ next: target, setUpFirst }: LoginResult): string {
    const url = target ?? urls.afterLogin
    return setUpFirst ? withNext(urls.setup, url) : url
  }
  function finish(done: LoginResult['session']): void {
    finished.current = true
    const result = resultOf(done)
    if (onDone) onDone(result)
    else navigate(urlOf(result))
  }
  function acceptFirst(answer: SessionState): void {
    setEnded(answer.state === 'signed_in')
    accept(answer)
    if (answer.state === 'signed_in') finish(answer)
  }

  return {
    step,
    session,
    methods,
    status: action.status,
    failure: action.failure,
    async login(credentials) {
      const answer = await action.run(credentials)
      if (answer) acceptFirst(answer)
    },
    accept: acceptFirst,
    async giveUp() {
      // It may be over already, which is as good.
      const answer = await client.login.giveUp().catch(() => refresh())
      if (answer) accept(answer)
      return answer !== null && answer.state !== 'second_factor'
    },
    finish,
    retry: () => void refresh(),
  }

  function stepOf(): UseLogin['step'] {
    if (!session) return status === 'failed' ? 'unreachable' : 'loading'
    if (session.state === 'second_factor') return 'second_step'
    if (session.state === 'anonymous') return 'credentials'
    return owesSecondStep(session) && !ended ? 'second_step' : 'signed_in'
  }
}
