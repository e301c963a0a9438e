import type { ComponentPropsWithoutRef, ComponentType } from 'react'
import { Button, type ButtonProps } from '../parts/button.tsx'
import { PasswordField, type PasswordFieldProps } from '../parts/password-field.tsx'
import { TextField, type TextFieldProps } from '../parts/text-field.tsx'
import { usePart } from '../parts/use-part.ts'

/** The pieces an app may bring itself: its design system's button and fields, its router's link. */
export type Slots = {
  readonly Button: ComponentType<ButtonProps>
  /** Gets a ref to the input, by `forwardRef` or as a prop. */
  readonly TextField: ComponentType<TextFieldProps & { ref?: React.Ref<HTMLInputElement> }>
  readonly PasswordField: ComponentType<PasswordFieldProps & { ref?: React.Ref<HTMLInputElement> }>
  readonly Link: ComponentType<ComponentPropsWithoutRef<'a'> & { href: string }>
}

function Link({ className, children, ...rest }: ComponentPropsWithoutRef<'a'> & { href: string }) {
  const part = usePart()
  return (
    <a {...rest} {...part('link-button', className)}>
      {children}
    </a>
  )
}

export const ownSlots: Slots = { Button, TextField, PasswordField, Link }
