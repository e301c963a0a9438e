import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { Field } from './field.tsx'

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
  return (
    <Field className={className} id={id} label={label} hint={hint} error={error} aria-describedby={describedBy}>
      {(control) => (
        <span data-part="text-field" data-action={action ? '' : undefined}>
          <input type="text" {...control} {...rest} ref={ref} data-part="input" />
          {action}
        </span>
      )}
    </Field>
  )
})
