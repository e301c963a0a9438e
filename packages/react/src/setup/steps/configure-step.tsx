import { forwardRef, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../../languages/failure-text.ts'
import { AnswerField } from '../../login/answer-field.tsx'
import { WaitNotice } from '../../login/wait-notice.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'

/** Connects the device and proves that it works. */
export const ConfigureStep = forwardRef<HTMLDivElement, StepProps>(function ConfigureStep(
  { setup, autoFocus: _autoFocus, onCancel, onError: _onError, ...rest },
  ref,
) {
  const { messages, methods, slots } = useKeystep()
  const { enrolment, failure, lockedUntil, status, confirm, restart } = setup
  const { register, setValue, handleSubmit, setFocus, resetField, formState } = useForm({
    defaultValues: { code: '' },
  })
  useEffect(() => {
    if (!failure) return
    resetField('code')
    setFocus('code')
  }, [failure, resetField, setFocus])

  const method = methods.find((one) => one.method === enrolment?.device.method)
  if (!enrolment || !method?.Configure) return null
  // After a reload the secret is gone: the code of what was scanned before still proves it.
  const resumed = enrolment.secret === undefined && enrolment.otpauthUri === undefined
  const wrong = failure?.code === 'invalid_code' || failure?.code === 'bad_request'
  const submit = handleSubmit(({ code }) => confirm(code))
  return (
    <Frame
      {...rest}
      ref={ref}
      heading={resumed ? messages.resumedTitle : messages.scanTitle}
      lede={resumed ? messages.resumedLede : messages.scanLede}
      focusHeading
      status={wrong ? 'wrong' : status}
      onSubmitStep={() => void submit()}
    >
      <method.Configure enrolment={enrolment} />
      {failure && !wrong && failure.code !== 'throttled' && (
        <Notice tone="danger">{failureText(messages, failure)}</Notice>
      )}
      <AnswerField
        method={method}
        form={{ register, setValue }}
        failure={failure}
        label={messages.proveCode}
        length={enrolment.device.codeLength}
        onComplete={() => void submit()}
        status={status === 'busy' ? 'busy' : wrong ? 'wrong' : 'idle'}
        error={formState.errors.code ? messages.fields.required : wrong ? failureText(messages, failure) : null}
      />
      <WaitNotice until={lockedUntil} />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.turnOn}
      </slots.Button>
      {(resumed || onCancel) && (
        <div data-part="ways">
          {resumed && <LinkButton onClick={() => void restart()}>{messages.newQr}</LinkButton>}
          {onCancel && <LinkButton onClick={onCancel}>{messages.cancel}</LinkButton>}
        </div>
      )}
    </Frame>
  )
})
