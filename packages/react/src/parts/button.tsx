import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef, MouseEvent } from 'react'
import { Icon } from './icon.tsx'
import type { IconDrawing } from './icons.ts'
import { spinnerIcon } from './spinner-icon.ts'
import { usePart } from './use-part.ts'

export type ButtonProps = ComponentPropsWithoutRef<'button'> & {
  /** @default 'primary' */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  /** Shows a spinner and ignores presses, but keeps its width and the focus. @default false */
  readonly busy?: boolean
  /** Drawn before the words. */
  readonly icon?: IconDrawing | undefined
}

/** A button that says what it does: a verb with its object. Fills the width of a stack. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant = 'primary', busy = false, icon, type = 'button', className, onClick, children, ...rest },
  ref,
) {
  const part = usePart()
  // Not `disabled` while busy: that would drop the focus. A submit button has its submit stopped the same way.
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (busy) event.preventDefault()
    else onClick?.(event)
  }

  return (
    <button
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      ref={ref}
      type={type}
      data-keystep=""
      {...part('button', className)}
      data-variant={variant}
      data-status={busy ? 'busy' : 'idle'}
      onClick={press}
    >
      <span {...part('content')}>
        {icon && <Icon of={icon} />}
        {children}
      </span>
      {busy && <Icon of={spinnerIcon} />}
    </button>
  )
})
