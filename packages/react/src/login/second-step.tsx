import type { SignedIn } from '@keystep/contract'
import { forwardRef, type ReactNode } from 'react'
import type { ComponentProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Waiting } from '../provider/waiting.tsx'
import { whenShown } from '../provider/when-shown.ts'

export type SecondStepProps = ComponentProps<SignedIn> & {
  /** Verify inside a session, whether it is verified already or not. @default only a pending login */
  readonly stepUp?: boolean
  /** The methods that count. @default all */
  readonly methods?: readonly string[] | undefined
  readonly heading?: ReactNode
  readonly lede?: ReactNode
  /** Takes the place of the step when the login is over. @default a sentence that says so */
  readonly lost?: ReactNode
}

/** Fetches the code of the second step: also beforehand, by who knows that it will be asked. */
export const useSecondStepBody = whenShown(() =>
  import('../session/asking.ts').then(({ asking }) => asking().SecondStepBody),
)

/** Asks for the second step: of a pending login, or inside a session. */
export const SecondStep = forwardRef<HTMLDivElement, SecondStepProps>(function SecondStep(props, ref) {
  const { messages } = useKeystep()
  const body = useSecondStepBody()
  if (body.Body) return <body.Body {...props} ref={ref} />
  const { stepUp: _stepUp, methods: _methods, lost: _lost, lede: _lede, heading, ...view } = props
  return <Waiting {...view} ref={ref} heading={heading ?? messages.enterCode} on={body} />
})
