import { forwardRef, type ReactNode, useEffect, useRef } from 'react'
import { Notice } from '../parts/notice.tsx'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { CredentialsStep } from './credentials-step.tsx'
import { SecondStep } from './second-step.tsx'
import { type LoginResult, useLogin, type UseLogin, type UseLoginOptions } from './use-login.ts'

export type LoginWizardProps = Omit<ComponentProps<LoginResult>, 'onDone'> &
  UseLoginOptions & {
    /** The app's own first step: its form, its buttons. Gives what the server answered to `accept`. */
    readonly firstStep?: (login: UseLogin) => ReactNode
    /** Below the password field. */
    readonly forgotPassword?: ReactNode
    /** Below the button. */
    readonly signUp?: ReactNode
  }

/** Signs a person in: the first factor, and the second step where they have a device. */
export const LoginWizard = forwardRef<HTMLDivElement, LoginWizardProps>(function LoginWizard(props, ref) {
  const { next, maxAge, methods, onDone, firstStep, forgotPassword, signUp, onStepChange, ...view } = props
  const { messages, slots } = useKeystep()
  const login = useLogin({ next, maxAge, methods, onDone })
  const { step, session } = login
  const before = useRef(step)
  // The code was owed a moment ago and nobody is signed in now: the login ran out, and the first step says so.
  const expired = before.current === 'second_step' && step === 'credentials'
  useEffect(() => {
    if (step !== 'loading') onStepChange?.(step)
    if (step !== 'credentials') before.current = step
  }, [step, onStepChange])

  if (step === 'second_step') {
    return <SecondStep {...view} ref={ref} methods={methods} onDone={login.finish} lost={<></>} />
  }
  if (step === 'credentials') {
    if (firstStep) return firstStep(login)
    return (
      <CredentialsStep
        {...view}
        ref={ref}
        login={login}
        expired={expired}
        forgotPassword={forgotPassword}
        signUp={signUp}
      />
    )
  }
  const { headingLevel, form: _form, autoFocus: _autoFocus, onCancel: _cancel, onError: _error, ...rest } = view
  const frame = { ...rest, ref, headingLevel, heading: messages.signIn }
  if (step === 'loading') return <Frame {...frame} lede={messages.loading} aria-busy />
  if (step === 'unreachable') {
    return (
      <Frame {...frame}>
        <Notice tone="danger">{messages.failures.unreachable}</Notice>
        <slots.Button onClick={login.retry}>{messages.tryAgain}</slots.Button>
      </Frame>
    )
  }
  if (session?.state !== 'signed_in') return null
  const { name, identifier } = session.user
  return (
    <Frame {...frame} lede={messages.signedInAs({ name: name ?? identifier })}>
      <slots.Button onClick={() => login.finish(session)}>{messages.goOn}</slots.Button>
    </Frame>
  )
})
