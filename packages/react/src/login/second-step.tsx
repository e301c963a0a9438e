import type { SignedIn } from '@keystep/contract'
import { forwardRef, type ReactNode, useEffect } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { failureText } from '../languages/failure-text.ts'
import { Notice } from '../parts/notice.tsx'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { OtherWays } from './other-ways.tsx'
import { useSecondStep } from './use-second-step.ts'
import { WaitNotice } from './wait-notice.tsx'
import { WhoIsSigningIn } from './who-is-signing-in.tsx'

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

/** Asks for the second step: of a pending login, or inside a session. */
export const SecondStep = forwardRef<HTMLDivElement, SecondStepProps>(function SecondStep(props, ref) {
  const { stepUp = false, methods, heading, lede, lost, onDone, onCancel, onError, onStepChange, ...view } = props
  const { headingLevel, autoFocus = true, form, ...rest } = view
  const { messages, methods: known, slots } = useKeystep()
  const step = useSecondStep({ stepUp, methods, ...(onDone && { onVerified: onDone }) })
  const { device, others, failure, lockedUntil, status } = step
  const { control, handleSubmit, setFocus, reset } = useForm({ defaultValues: { code: '' } })
  const shown = status !== 'loading' && status !== 'lost' && device !== null

  useEffect(() => {
    if (shown && autoFocus) setFocus('code')
  }, [shown, autoFocus, device?.id, setFocus])
  useEffect(() => {
    if (!failure) return
    onError?.(failure.code)
    reset()
    setFocus('code')
  }, [failure, onError, reset, setFocus])
  useEffect(() => {
    if (device) onStepChange?.(device.method)
  }, [device, onStepChange])

  const method = known.find((one) => one.method === device?.method)
  const frame = { ...rest, ref, headingLevel, form, heading: heading ?? messages.enterCode }
  if (status === 'loading') return <Frame {...frame} lede={messages.loading} aria-busy />
  if (status === 'lost') {
    return <Frame {...frame}>{lost ?? <Notice tone="warning">{messages.failures.login_expired}</Notice>}</Frame>
  }
  if (!device || !method) return <Frame {...frame} lede={messages.noWayToAnswer} />

  const wrong = failure?.code === 'invalid_code' || failure?.code === 'bad_request'
  const submit = handleSubmit(({ code }) => step.verify(code))
  return (
    <Frame
      {...frame}
      lede={lede ?? method.lede(messages, device)}
      status={wrong ? 'wrong' : status}
      onSubmitStep={() => void submit()}
    >
      {!stepUp && <WhoIsSigningIn onGiveUp={onCancel} />}
      {failure && !wrong && failure.code !== 'throttled' && (
        <Notice tone="danger">{failureText(messages, failure, device.method)}</Notice>
      )}
      <Controller
        key={device.id}
        name="code"
        control={control}
        rules={{ required: true }}
        render={({ field: { ref: inputRef, name: _name, ...field }, fieldState }) => (
          <method.Answer
            {...field}
            inputRef={inputRef}
            label={undefined}
            length={device.codeLength}
            onComplete={() => void submit()}
            status={status === 'checking' ? 'busy' : wrong ? 'wrong' : 'idle'}
            error={
              fieldState.error ? messages.fields.required : wrong ? failureText(messages, failure, device.method) : null
            }
          />
        )}
      />
      <WaitNotice until={lockedUntil} />
      <slots.Button type="submit" busy={status === 'checking'}>
        {messages.verify}
      </slots.Button>
      <OtherWays devices={others} onChoose={step.choose} />
      {onCancel && stepUp && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
    </Frame>
  )
})
