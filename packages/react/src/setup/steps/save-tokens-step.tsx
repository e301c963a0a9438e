import { forwardRef } from 'react'
import { KeepTokens } from '../../backup-tokens/keep-tokens.tsx'
import { Frame } from '../../provider/frame.tsx'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { StepProps } from './step-props.ts'

/** The backup tokens, this once. */
export const SaveTokensStep = forwardRef<HTMLDivElement, StepProps>(function SaveTokensStep(
  { setup, autoFocus: _autoFocus, form: _form, onCancel: _onCancel, onError: _onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  return (
    <Frame {...rest} ref={ref} heading={messages.saveTokensTitle} lede={messages.saveTokensLede} focusHeading>
      <KeepTokens tokens={setup.backupTokens} onKept={setup.keepTokens} />
    </Frame>
  )
})
