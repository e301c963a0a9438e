import { forwardRef, useId } from 'react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { Icon } from './icon.tsx'
import { dangerIcon } from './icons.ts'
import { usePart } from './use-part.ts'

type FieldControl = {
  readonly id: string
  readonly 'aria-describedby': string
  readonly 'aria-invalid': true | undefined
}

export type FieldProps = Omit<ComponentPropsWithoutRef<'div'>, 'children' | 'id'> & {
  /** The control's id. */
  readonly id?: string | undefined
  readonly label: ReactNode
  readonly hint?: ReactNode
  /** What went wrong and what to do. Its room is kept free, so that nothing moves when it comes. */
  readonly error?: ReactNode
  /** Further descriptions of the control, by id. */
  readonly 'aria-describedby'?: string | undefined
  readonly children: (control: FieldControl) => ReactNode
}

/** Label, hint and error around any control: `CodeInput`, or an input of the host's own. */
export const Field = forwardRef<HTMLDivElement, FieldProps>(function Field(
  { id, label, hint, error, 'aria-describedby': describedBy, className, children, ...rest },
  ref,
) {
  const part = usePart()
  const ownId = useId()
  const controlId = id ?? ownId
  const descriptions = [hint ? `${controlId}-hint` : '', `${controlId}-error`, describedBy ?? '']
  return (
    <div {...rest} ref={ref} data-keystep="" {...part('field', className)} data-status={error ? 'wrong' : 'idle'}>
      <label htmlFor={controlId} {...part('label')}>
        {label}
      </label>
      {hint && (
        <span id={`${controlId}-hint`} {...part('hint')}>
          {hint}
        </span>
      )}
      {children({
        id: controlId,
        'aria-describedby': descriptions.filter(Boolean).join(' '),
        'aria-invalid': error ? true : undefined,
      })}
      {/* Live from the start: a region that comes with its text already in it is not announced everywhere. */}
      <span
        id={`${controlId}-error`}
        {...part('error')}
        role={error ? 'alert' : undefined}
        aria-live="assertive"
        aria-atomic="true"
      >
        {error && <Icon of={dangerIcon} />}
        {error && <span>{error}</span>}
      </span>
    </div>
  )
})
