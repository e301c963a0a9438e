import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { Field } from './field.tsx'
import { usePart } from './use-part.ts'

export type TextFieldProps = ComponentPropsWithoutRef<'input'> & {
  readonly label: ReactNode
  readonly hint?: ReactNode
  readonly error?: ReactNode
  /** Stands inside the input, at its end. */
  readonly action?: ReactNode
}

/** A labelled input. `className` goes to the root; `ref` and the other props to the input. */
export const TextField = forwardRef<HTMLInputElement, TextFieldProps>(function TextField(
  { label, hint, error, action, className, id, 'aria-describedby': describedBy, ...rest },
  ref,
) {
  const part = usePart()
  return (
    <Field className={className} id={id} label={label} hint={hint} error={error} aria-describedby={describedBy}>
      {(control) => (
        <span {...part('text-field')} data-action={action ? '' : undefined}>
          <input type="text" {...control} {...rest} ref={ref} {...part('input')} />
          {action}
        </span>
      )}
    </Field>
  )
})
