import { forwardRef, useId, useState } from 'react'
import { Icon } from './icon.tsx'
import { eyeIcon, eyeOffIcon } from './icons.ts'
import { TextField } from './text-field.tsx'
import type { TextFieldProps } from './text-field.tsx'
import { usePart } from './use-part.ts'

export type PasswordFieldProps = Omit<TextFieldProps, 'type' | 'action' | 'autoComplete'> & {
  readonly autoComplete: 'current-password' | 'new-password'
  readonly showLabel: string
  readonly hideLabel: string
}

/** A password that can be looked at while it is typed. */
export const PasswordField = forwardRef<HTMLInputElement, PasswordFieldProps>(function PasswordField(
  { showLabel, hideLabel, id, ...rest },
  ref,
) {
  const part = usePart()
  const ownId = useId()
  const [shown, setShown] = useState(false)
  const toggle = (
    <button
      type="button"
      {...part('toggle')}
      aria-controls={id ?? ownId}
      aria-label={shown ? hideLabel : showLabel}
      title={shown ? hideLabel : showLabel}
      disabled={rest.disabled}
      onClick={() => setShown(!shown)}
    >
      <Icon of={shown ? eyeOffIcon : eyeIcon} />
    </button>
  )
  // Spelling and capitals off also while shown: some browsers send what they spell-check to a server.
  return (
    <TextField
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      {...rest}
      ref={ref}
      id={id ?? ownId}
      type={shown ? 'text' : 'password'}
      action={toggle}
    />
  )
})
