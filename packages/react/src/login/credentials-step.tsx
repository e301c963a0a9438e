import { forwardRef, type ReactNode, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../languages/failure-text.ts'
import { Notice } from '../parts/notice.tsx'
import { type ComponentProps, Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { useLatest } from '../provider/use-latest.ts'
import type { UseLogin } from './use-login.ts'
import { usePart } from '../parts/use-part.ts'

export type CredentialsStepProps = Omit<ComponentProps<never>, 'onDone' | 'onStepChange'> & {
  readonly login: UseLogin
  /** The login before ran out: says so. */
  readonly expired: boolean
  readonly forgotPassword?: ReactNode
  readonly signUp?: ReactNode
}

/** Name and password. */
export const CredentialsStep = forwardRef<HTMLDivElement, CredentialsStepProps>(function CredentialsStep(
  { login, expired, forgotPassword, signUp, autoFocus = true, onCancel, onError, ...rest },
  ref,
) {
  const part = usePart()
  const { messages, slots } = useKeystep()
  const { register, handleSubmit, setFocus, resetField, formState } = useForm({
    defaultValues: { identifier: '', password: '' },
  })
  const { failure, status } = login
  useEffect(() => {
    if (autoFocus) setFocus('identifier')
  }, [autoFocus, setFocus])
  const tellError = useLatest(onError)
  useEffect(() => {
    if (!failure) return
    tellError(failure.code)
    // What was typed stays, unless it is what was wrong.
    if (failure.code === 'invalid_credentials') resetField('password')
    setFocus('password')
  }, [failure, tellError, resetField, setFocus])

  const { errors } = formState
  const missing = (field: 'identifier' | 'password') => (errors[field] ? messages.fields.required : null)
  return (
    <Frame
      {...rest}
      ref={ref}
      heading={messages.signIn}
      lede={messages.signInLede}
      status={status}
      onSubmitStep={() => void handleSubmit(login.login)()}
    >
      {expired && !failure && <Notice tone="warning">{messages.failures.login_expired}</Notice>}
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <slots.TextField
        {...register('identifier', { required: true })}
        label={messages.identifier}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        error={missing('identifier')}
      />
      <slots.PasswordField
        {...register('password', { required: true })}
        label={messages.password}
        autoComplete="current-password"
        showLabel={messages.showPassword}
        hideLabel={messages.hidePassword}
        error={missing('password')}
      />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.signIn}
      </slots.Button>
      {onCancel && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
      {(forgotPassword || signUp) && (
        <div {...part('ways')}>
          {forgotPassword}
          {signUp}
        </div>
      )}
    </Frame>
  )
})
