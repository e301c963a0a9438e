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
  icon: {
    name: 'backup',
    path: 'M5.25 2.75h9.5a1.5 1.5 0 0 1 1.5 1.5v11.5a1.5 1.5 0 0 1-1.5 1.5h-9.5a1.5 1.5 0 0 1-1.5-1.5V4.25a1.5 1.5 0 0 1 1.5-1.5zM6.75 6.75h2.5M10.75 6.75h2.5M6.75 10h2.5M10.75 10h2.5M6.75 13.25h2.5M10.75 13.25h2.5',
  },
  label: (messages) => messages.backupLabel,
  lede: (messages) => messages.backupLede,
  Answer,
}
