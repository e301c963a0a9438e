import { forwardRef } from 'react'
import { failureText } from '../../languages/failure-text.ts'
import { Notice } from '../../parts/notice.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'
import { usePart } from '../../parts/use-part.ts'

/** What this is, and why. */
export const IntroductionStep = forwardRef<HTMLDivElement, StepProps>(function IntroductionStep(
  { setup, autoFocus: _autoFocus, onCancel, onError: _onError, ...rest },
  ref,
) {
  const part = usePart()
  const { messages, slots } = useKeystep()
  const { failure, status, start } = setup
  return (
    <Frame
      {...rest}
      ref={ref}
      heading={messages.introductionTitle}
      lede={messages.introductionText}
      onSubmitStep={() => void start()}
    >
      <p {...part('text')}>{messages.introductionNeeds}</p>
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.start}
      </slots.Button>
      {onCancel && (
        <slots.Button variant="quiet" onClick={onCancel}>
          {messages.cancel}
        </slots.Button>
      )}
    </Frame>
  )
})
