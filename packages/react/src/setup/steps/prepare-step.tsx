import { forwardRef, useEffect } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../../languages/failure-text.ts'
import { fieldText } from '../../languages/field-text.ts'
import { OtherChannel } from '../../login/other-channel.tsx'
import { LinkButton } from '../../parts/link-button.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'
import { usePart } from '../../parts/use-part.ts'

/** What has to be asked before a device of this method can be connected: an address, a number, a key. */
export const PrepareStep = forwardRef<HTMLDivElement, StepProps>(function PrepareStep(
  { setup, autoFocus: _autoFocus, onCancel, onError: _onError, ...rest },
  ref,
) {
  const part = usePart()
  const { messages, slots } = useKeystep()
  const { preparing, failure, status, begin, otherChannel } = setup
  const { register, handleSubmit, setFocus, setValue, formState } = useForm<Record<string, string>>()
  const { errors } = formState
  const [wrong] = failure?.details.errors ?? []
  useEffect(() => {
    if (wrong) setFocus(wrong.path.replace(/^extra\./, ''))
  }, [wrong, setFocus])

  if (!preparing?.prepare) return null
  const { method, prepare } = preparing
  const submit = handleSubmit((typed) => begin(method, prepare.request(typed)))
  function errorOf(path: string): string | null {
    if (errors[path.replace(/^extra\./, '')]) return messages.fields.required
    return wrong?.path === path ? fieldText(messages, wrong.key) : null
  }
  return (
    <Frame
      {...rest}
      ref={ref}
      heading={prepare.title(messages)}
      lede={prepare.lede(messages)}
      focusHeading
      status={failure ? 'wrong' : status}
      onSubmitStep={() => void submit()}
    >
      {failure && !wrong && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <prepare.Fields {...{ register, setValue, errorOf }} countries={setup.countries[method]} />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.next}
      </slots.Button>
      <div {...part('ways')}>
        {failure?.code === 'delivery_failed' && otherChannel && (
          <OtherChannel {...otherChannel} onChoose={() => void setup.beginOtherChannel()} />
        )}
        {setup.methods.length > 1 && <LinkButton onClick={setup.chooseAgain}>{messages.otherMethod}</LinkButton>}
        {onCancel && <LinkButton onClick={onCancel}>{messages.cancel}</LinkButton>}
      </div>
    </Frame>
  )
})
