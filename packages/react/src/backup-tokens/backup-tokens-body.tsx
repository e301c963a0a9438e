import { forwardRef } from 'react'
import { failureText } from '../languages/failure-text.ts'
import { Notice } from '../parts/notice.tsx'
import { Frame } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { Loading } from '../provider/loading.tsx'
import { Unreachable } from '../provider/unreachable.tsx'
import { useTold } from '../provider/use-told.ts'
import type { BackupTokensProps } from './backup-tokens.tsx'
import { KeepTokens } from './keep-tokens.tsx'
import { ProveTokens } from './prove-tokens.tsx'
import { TokenOverview } from './token-overview.tsx'
import { useBackupTokens } from './use-backup-tokens.ts'

/** The backup tokens themselves: how many there are, and a new set to keep. */
export const BackupTokensBody = forwardRef<HTMLDivElement, BackupTokensProps>(function BackupTokensBody(
  { autoFocus: _autoFocus, form, onDone, onCancel: _onCancel, onStepChange, onError, ...rest },
  ref,
) {
  const { messages } = useKeystep()
  const backup = useBackupTokens()
  const { step, tokens, failure, finish } = backup
  useTold(onStepChange, step === 'loading' ? null : step)
  useTold(({ code }) => onError?.(code), failure)

  const frame = { ...rest, ref, heading: messages.backupTitle }
  if (step === 'loading') return <Loading {...frame} />
  if (step === 'unreachable') return <Unreachable {...frame} onRetry={backup.retry} />
  if (step === 'no_device') return <Frame {...frame} lede={messages.tokensNeedDevice} />
  if (step === 'new') {
    function kept() {
      finish()
      onDone?.()
    }
    return (
      <Frame {...frame} key="new" lede={messages.saveTokensLede} focusHeading>
        <KeepTokens tokens={tokens} onKept={kept} />
      </Frame>
    )
  }
  if (step === 'proving') return <ProveTokens {...frame} key="proving" form={form} backup={backup} onDone={onDone} />
  return (
    <Frame {...frame} key="overview">
      {failure && <Notice tone="danger">{failureText(messages, failure)}</Notice>}
      <TokenOverview backup={backup} />
    </Frame>
  )
})
