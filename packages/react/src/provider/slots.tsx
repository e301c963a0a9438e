import type { ComponentPropsWithoutRef, ComponentType } from 'react'
import { Button, type ButtonProps } from '../parts/button.tsx'
import { PasswordField, type PasswordFieldProps } from '../parts/password-field.tsx'
import { TextField, type TextFieldProps } from '../parts/text-field.tsx'

/** The pieces an app may bring itself: its design system's button and fields, its router's link. */
export type Slots = {
  readonly Button: ComponentType<ButtonProps>
  /** Gets a ref to the input, by `forwardRef` or as a prop. */
  readonly TextField: ComponentType<TextFieldProps & { ref?: React.Ref<HTMLInputElement> }>
  readonly PasswordField: ComponentType<PasswordFieldProps & { ref?: React.Ref<HTMLInputElement> }>
  readonly Link: ComponentType<ComponentPropsWithoutRef<'a'> & { href: string }>
}

function Link({ children, ...rest }: ComponentPropsWithoutRef<'a'> & { href: string }) {
  return (
    <a {...rest} data-part="link-button">
      {children}
    </a>
  )
}

export const ownSlots: Slots = { Button, TextField, PasswordField, Link }
