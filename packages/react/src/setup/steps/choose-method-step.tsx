import { forwardRef } from 'react'
import { failureText } from '../../languages/failure-text.ts'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'

/** Which kind of device to connect; shown only where there is a choice. */
export const ChooseMethodStep = forwardRef<HTMLDivElement, StepProps>(function ChooseMethodStep(
  { setup, autoFocus: _autoFocus, form: _form, onCancel, onError: _onError, ...rest },
  ref,
) {
  const { messages, slots } = useKeystep()
  const { failure, status, methods, begin } = setup
  return (
    <Frame {...rest} ref={ref} heading={messages.chooseMethod} focusHeading>
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      {methods.map(({ method, label }) => (
        <slots.Button key={method} variant="secondary" busy={status === 'busy'} onClick={() => void begin(method)}>
          {label(messages)}
        </slots.Button>
      ))}
      {onCancel && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
    </Frame>
  )
})
