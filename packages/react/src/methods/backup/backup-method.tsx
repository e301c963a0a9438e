import { backupIcon } from '../../parts/icons.ts'
import { useKeystep } from '../../provider/keystep-context.ts'
import type { AnswerProps, Method } from '../method.ts'

function Answer({
  inputRef,
  error,
  label,
  status,
  onChange,
  onComplete: _never,
  length: _length,
  ...control
}: AnswerProps) {
  const { messages, slots } = useKeystep()
  return (
    <slots.TextField
      {...control}
      ref={inputRef}
      label={label ?? messages.backupCode}
      error={error}
      dir="ltr"
      // Not `one-time-code`: a phone would offer the code of its last text message.
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      readOnly={status === 'busy'}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

/** Backup tokens. */
export const backupMethod: Method = {
  method: 'backup',
  icon: backupIcon,
  label: (messages) => messages.backupLabel,
  lede: (messages) => messages.backupLede,
  Answer,
}
