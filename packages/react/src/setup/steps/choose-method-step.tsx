import { forwardRef } from 'react'
import { failureText } from '../../languages/failure-text.ts'
import { Icon } from '../../parts/icon.tsx'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'
import { usePart } from '../../parts/use-part.ts'

/** Which kind of device to connect; shown only where there is a choice. */
export const ChooseMethodStep = forwardRef<HTMLDivElement, StepProps>(function ChooseMethodStep(
  { setup, autoFocus: _autoFocus, form: _form, onCancel, onError: _onError, ...rest },
  ref,
) {
  const part = usePart()
  const { messages, slots } = useKeystep()
  const { failure, status, methods, begin } = setup
  return (
    <Frame {...rest} ref={ref} heading={messages.chooseMethod} lede={messages.chooseMethodLede} focusHeading>
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <ul {...part('choices')} aria-label={messages.chooseMethod}>
        {methods.map(({ method, label, about, icon }) => (
          <li key={method}>
            <button type="button" {...part('choice')} disabled={status === 'busy'} onClick={() => void begin(method)}>
              <Icon of={icon} />
              <span {...part('content')}>
                <strong>{label(messages)}</strong>
                {about && <span {...part('hint')}>{about(messages)}</span>}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {onCancel && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
    </Frame>
  )
})
