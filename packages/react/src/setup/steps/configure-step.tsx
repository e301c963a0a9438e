import { forwardRef, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../../languages/failure-text.ts'
import { AnswerField, type AnswerForm } from '../../login/answer-field.tsx'
import { OtherChannel } from '../../login/other-channel.tsx'
import { seemsStuck } from '../../login/seems-stuck.ts'
import { SendAgain } from '../../login/send-again.tsx'
import { WaitNotice } from '../../login/wait-notice.tsx'
import { isolated } from '../../parts/isolated.ts'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useMethods } from '../../methods/use-methods.ts'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'
import { usePart } from '../../parts/use-part.ts'

/** Connects the device and proves that it works. */
export const ConfigureStep = forwardRef<HTMLDivElement, StepProps>(function ConfigureStep(
  { setup, autoFocus: _autoFocus, onCancel, onError: _onError, ...rest },
  ref,
) {
  const part = usePart()
  const { messages, slots, dir } = useKeystep()
  const methods = useMethods()
  const { enrolment, lockedUntil, sending, status, confirm, restart, otherChannel } = setup
  const failure = setup.failure ?? sending.failure
  const { register, setValue, handleSubmit, setFocus, resetField, formState } = useForm<AnswerForm>({
    defaultValues: { code: '', name: '' },
  })
  useEffect(() => {
    if (!failure) return
    resetField('code')
    setFocus('code')
  }, [failure, resetField, setFocus])

  const method = methods.find((one) => one.method === enrolment?.device.method)
  if (!enrolment || !method?.connect) return null
  const { title, lede, Show, code: codeLabel, restart: restartLabel } = method.connect
  const { device } = enrolment
  const told = { ...enrolment, device: { ...device, destination: isolated(device.destination, dir) } }
  const noneSent = sending.count === 0 && (sending.status === 'waiting' || sending.status === 'failed')
  const words = method.sending?.(messages) ?? messages.sentWords
  const kind = device.interactive ? 'sent' : undefined
  const anew = restartLabel(messages, enrolment)
  const wrong = setup.failure?.code === 'invalid_code' || setup.failure?.code === 'bad_request'
  const submit = handleSubmit(({ code, name }) => confirm(code, name))
  return (
    <Frame
      {...rest}
      ref={ref}
      heading={title(messages, enrolment)}
      lede={noneSent ? words.none(told.device) : lede(messages, told)}
      focusHeading
      status={wrong ? 'wrong' : status}
      onSubmitStep={() => void submit()}
    >
      {Show && <Show enrolment={enrolment} />}
      {failure && !wrong && failure.code !== 'throttled' && (
        <Notice tone="danger">{failureText(messages, failure, kind)}</Notice>
      )}
      {setup.isFurther && (
        <slots.TextField
          {...register('name')}
          label={messages.deviceName}
          hint={messages.deviceNameHint}
          maxLength={64}
          autoComplete="off"
        />
      )}
      <AnswerField
        method={method}
        form={{ register, setValue }}
        failure={failure}
        label={codeLabel(messages)}
        length={device.codeLength}
        onComplete={() => void submit()}
        status={status === 'busy' ? 'busy' : wrong ? 'wrong' : 'idle'}
        error={
          formState.errors.code
            ? messages.fields.required
            : wrong && failure
              ? failureText(messages, failure, kind)
              : null
        }
      />
      <SendAgain sending={sending} method={method} />
      {seemsStuck(sending) && otherChannel && (
        <OtherChannel {...otherChannel} onChoose={() => void setup.beginOtherChannel()} />
      )}
      <WaitNotice until={lockedUntil} />
      <slots.Button type="submit" busy={status === 'busy'}>
        {setup.isFurther ? messages.addIt : messages.turnOn}
      </slots.Button>
      {(anew !== null || setup.methods.length > 1 || onCancel) && (
        <div {...part('ways')}>
          {anew !== null && <LinkButton onClick={() => void restart()}>{anew}</LinkButton>}
          {setup.methods.length > 1 && <LinkButton onClick={setup.chooseAgain}>{messages.otherMethod}</LinkButton>}
          {onCancel && <LinkButton onClick={onCancel}>{messages.cancel}</LinkButton>}
        </div>
      )}
    </Frame>
  )
})
