import { forwardRef, useEffect, useState } from 'react'
import { Controller, useForm } from 'react-hook-form'
import { failureText } from '../../languages/failure-text.ts'
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
  const { enrolment, failure, status, confirm, restart } = setup
  const { control, handleSubmit, setFocus, reset } = useForm({ defaultValues: { code: '' } })
  const [lockedUntil, setLockedUntil] = useState<number | null>(null)
  useEffect(() => {
    if (!failure) return
    const { retryAfter } = failure.details
    if (retryAfter !== undefined) setLockedUntil(Date.now() + retryAfter * 1000)
    reset()
    setFocus('code')
  }, [failure, reset, setFocus])

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
      <Controller
        name="code"
        control={control}
        rules={{ required: true }}
        render={({ field: { ref: inputRef, name: _name, ...field }, fieldState }) => (
          <method.Answer
            {...field}
            inputRef={inputRef}
            label={messages.proveCode}
            length={enrolment.device.codeLength}
            onComplete={() => void submit()}
            status={status === 'busy' ? 'busy' : wrong ? 'wrong' : 'idle'}
            error={fieldState.error ? messages.fields.required : wrong ? failureText(messages, failure) : null}
          />
        )}
      />
      <WaitNotice until={lockedUntil} />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.turnOn}
      </slots.Button>
      <div data-part="ways">
        {resumed && <LinkButton onClick={() => void restart()}>{messages.newQr}</LinkButton>}
        {onCancel && <LinkButton onClick={onCancel}>{messages.cancel}</LinkButton>}
      </div>
    </Frame>
  )
})
