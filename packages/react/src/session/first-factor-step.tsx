import { forwardRef, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../languages/failure-text.ts'
import { Notice } from '../parts/notice.tsx'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { useAction } from '../provider/use-action.ts'
import { useTold } from '../provider/use-told.ts'
import { useSession } from './use-session.ts'

/** Asks for the first factor again: the password, or the app's own way for users who have none. */
export const FirstFactorStep = forwardRef<HTMLDivElement, ComponentProps<void>>(function FirstFactorStep(
  { autoFocus = true, onDone, onCancel, onStepChange: _steps, onError, ...rest },
  ref,
) {
  const { client, messages, slots } = useKeystep()
  const { session, accept } = useSession()
  const { register, handleSubmit, setFocus, resetField, formState } = useForm({ defaultValues: { password: '' } })
  const { status, failure, run } = useAction((password: string) => client.stepUp.firstFactor({ password }))
  const elsewhere = session?.state === 'signed_in' && !session.policy.password ? session.policy.reauthenticateUrl : null
  useEffect(() => {
    if (autoFocus && elsewhere === null) setFocus('password')
  }, [autoFocus, elsewhere, setFocus])

  async function submit({ password }: { password: string }) {
    const answer = await run(password)
    // Not kept a moment longer than it takes, right or wrong.
    resetField('password')
    if (!answer) return setFocus('password')
    accept(answer)
    onDone?.()
  }
  useTold(({ code }) => onError?.(code), failure)

  const frame = { ...rest, ref, heading: messages.stepUpTitle }
  if (elsewhere !== null) {
    return (
      <Frame {...frame} lede={messages.reauthenticateLede}>
        <slots.Link href={elsewhere}>{messages.reauthenticate}</slots.Link>
      </Frame>
    )
  }
  const wrong = failure?.code === 'invalid_credentials'
  return (
    <Frame {...frame} lede={messages.firstFactorLede} status={status} onSubmitStep={() => void handleSubmit(submit)()}>
      {failure && !wrong && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <slots.PasswordField
        {...register('password', { required: true })}
        label={messages.password}
        autoComplete="current-password"
        showLabel={messages.showPassword}
        hideLabel={messages.hidePassword}
        error={formState.errors.password ? messages.fields.required : wrong ? messages.wrongPassword : null}
      />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.confirmPassword}
      </slots.Button>
      {onCancel && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
    </Frame>
  )
})
