import { forwardRef, type ReactNode, useState } from 'react'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Loading } from '../provider/loading.tsx'
import { Unreachable } from '../provider/unreachable.tsx'
import { type StepHistoryProps, useStepHistory } from '../provider/use-step-history.ts'
import { useTold } from '../provider/use-told.ts'
import { CredentialsStep } from './credentials-step.tsx'
import { SecondStep, useSecondStepBody } from './second-step.tsx'
import { type LoginResult, useLogin, type UseLogin, type UseLoginOptions } from './use-login.ts'

export type LoginWizardProps = Omit<ComponentProps<LoginResult>, 'onDone'> &
  UseLoginOptions &
  StepHistoryProps & {
    /** The app's own first step: its form, its buttons. Gives what the server answered to `accept`. */
    readonly firstStep?: (login: UseLogin) => ReactNode
    /** Below the password field. */
    readonly forgotPassword?: ReactNode
    /** Below the button. */
    readonly signUp?: ReactNode
  }

/** Signs a person in: the first factor, and the second step where they have a device. */
export const LoginWizard = forwardRef<HTMLDivElement, LoginWizardProps>(function LoginWizard(props, ref) {
  const { next, maxAge, methods, redirectSignedIn, history, onDone, firstStep, forgotPassword, signUp, ...others } =
    props
  const { onStepChange, ...view } = others
  const { messages, slots } = useKeystep()
  const login = useLogin({ next, maxAge, methods, redirectSignedIn, onDone })
  const { step, session } = login
  // Fetched while the password is typed.
  useSecondStepBody()
  // Where a code was owed and nobody is signed in now, the login ran out, and the first step says so: unless the user
  // said that it was not theirs.
  const [last, setLast] = useState<string | null>(null)
  const [gaveUp, setGaveUp] = useState(false)
  if ((step === 'second_step' || step === 'signed_in') && step !== last) setLast(step)
  if (step === 'credentials' && gaveUp) {
    setGaveUp(false)
    setLast(null)
  }
  useTold(onStepChange, step === 'loading' ? null : step)

  const leadsBack = step === 'credentials' || step === 'second_step'
  async function giveUp(): Promise<void> {
    setGaveUp(true)
    if (await login.giveUp()) return
    setGaveUp(false)
    window.history.forward()
  }
  useStepHistory(history, leadsBack ? step : null, (to) => {
    if (to === step) return true
    if (to !== 'credentials' || session?.state !== 'second_factor') return false
    void giveUp()
    return true
  })

  if (step === 'second_step') {
    return (
      <SecondStep
        {...view}
        // Another tab may have begun another's login: nothing of the one before belongs to it.
        key={session && 'user' in session ? session.user.identifier : null}
        ref={ref}
        methods={login.methods}
        onDone={login.finish}
        onCancel={() => setGaveUp(true)}
        lost={<></>}
      />
    )
  }
  if (step === 'credentials') {
    if (firstStep) return firstStep(login)
    return (
      <CredentialsStep
        {...view}
        ref={ref}
        login={login}
        expired={last === 'second_step'}
        forgotPassword={forgotPassword}
        signUp={signUp}
      />
    )
  }
  const { form: _form, autoFocus: _autoFocus, onCancel: _cancel, onError: _error, ...rest } = view
  const frame = { ...rest, ref, heading: messages.signIn }
  if (step === 'loading' || (step === 'signed_in' && redirectSignedIn)) {
    return <Loading {...frame} />
  }
  if (step === 'unreachable') return <Unreachable {...frame} onRetry={login.retry} />
  if (session?.state !== 'signed_in') return null
  const { name, identifier } = session.user
  return (
    <Frame {...frame} lede={messages.signedInAs({ name: name ?? identifier })}>
      <slots.Button onClick={() => login.finish(session)}>{messages.goOn}</slots.Button>
    </Frame>
  )
})
