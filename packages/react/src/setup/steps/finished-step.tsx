import { forwardRef } from 'react'
import { BackupTokens } from '../../backup-tokens/backup-tokens.tsx'
import { failureText } from '../../languages/failure-text.ts'
import { Notice } from '../../parts/notice.tsx'
import { usePart } from '../../parts/use-part.ts'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'

/** It is on. Offers what is missing: a second way, and new backup tokens for whoever did not get to save theirs. */
export const FinishedStep = forwardRef<HTMLDivElement, StepProps>(function FinishedStep(
  { setup, autoFocus: _autoFocus, form: _form, onCancel: _onCancel, onError: _onError, ...rest },
  ref,
) {
  const { messages, slots } = useKeystep()
  const part = usePart()
  const { failure, otherChannel } = setup
  const missing = setup.missing.filter(({ method }) => method !== otherChannel?.method.method)
  const level = ((rest.headingLevel ?? 2) + 1) as 3
  return (
    <Frame {...rest} ref={ref} heading={setup.isFurther ? messages.addedTitle : messages.finishedTitle} focusHeading>
      <Notice tone="success">{setup.isFurther ? messages.addedLede : messages.finishedLede}</Notice>
      <slots.Button onClick={setup.finish}>{messages.goOn}</slots.Button>
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      {otherChannel?.method.channel && (
        <>
          <p {...part('text')}>{messages.alsoText}</p>
          <slots.Button
            variant="secondary"
            busy={setup.status === 'busy'}
            onClick={() => void setup.beginOtherChannel()}
          >
            {otherChannel.method.channel.also(messages)}
          </slots.Button>
        </>
      )}
      {missing.length > 0 && (
        <>
          <p {...part('text')}>{messages.addAnotherText}</p>
          <slots.Button variant="secondary" onClick={setup.addAnother}>
            {messages.addAnother}
          </slots.Button>
        </>
      )}
      {!setup.justDone && <BackupTokens headingLevel={level} surface="plain" />}
    </Frame>
  )
})
