import { forwardRef } from 'react'
import { BackupTokens } from '../../backup-tokens/backup-tokens.tsx'
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
  const level = ((rest.headingLevel ?? 2) + 1) as 3
  return (
    <Frame {...rest} ref={ref} heading={setup.isFurther ? messages.addedTitle : messages.finishedTitle} focusHeading>
      <Notice tone="success">{setup.isFurther ? messages.addedLede : messages.finishedLede}</Notice>
      <slots.Button onClick={setup.finish}>{messages.goOn}</slots.Button>
      {setup.missing.length > 0 && (
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
