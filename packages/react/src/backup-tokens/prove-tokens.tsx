import { forwardRef } from 'react'
import { useForm } from 'react-hook-form'
import { failureText } from '../languages/failure-text.ts'
import { WaitNotice } from '../login/wait-notice.tsx'
import { Frame, type FrameProps } from '../provider/frame.tsx'
import { useKeystep } from '../provider/keystep-context.ts'
import { KeepTokens } from './keep-tokens.tsx'
import type { UseBackupTokens } from './use-backup-tokens.ts'

export type ProveTokensProps = FrameProps & {
  readonly backup: UseBackupTokens
  readonly onDone?: (() => void) | undefined
}

/** A new set beside the old one: typing one of its tokens shows that it was saved, and puts it in the old one's place. */
export const ProveTokens = forwardRef<HTMLDivElement, ProveTokensProps>(function ProveTokens(
  { backup, onDone, ...frame },
  ref,
) {
  const { messages, slots } = useKeystep()
  const { tokens, failure, lockedUntil, status, confirm } = backup
  const { register, handleSubmit, formState } = useForm({ defaultValues: { token: '' } })
  const submit = handleSubmit(async ({ token }) => {
    if (await confirm(token)) onDone?.()
  })
  const missing = formState.errors.token ? messages.fields.required : null
  return (
    <Frame {...frame} ref={ref} lede={messages.newTokensWarning} focusHeading onSubmitStep={() => void submit()}>
      <KeepTokens tokens={tokens} />
      <slots.TextField
        {...register('token', { required: true })}
        label={messages.proveToken}
        hint={messages.proveTokenHint}
        dir="ltr"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        error={missing ?? (failure && failureText(messages, failure, 'backup'))}
      />
      <WaitNotice until={lockedUntil} />
      <slots.Button type="submit" busy={status === 'busy'}>
        {messages.useNewTokens}
      </slots.Button>
    </Frame>
  )
})
