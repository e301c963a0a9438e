import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { usePart } from './use-part.ts'

export type LinkButtonProps = ComponentPropsWithoutRef<'button'>

/** A quiet secondary way, drawn as a link. The same `data-part` on an `<a>` looks the same. */
export const LinkButton = forwardRef<HTMLButtonElement, LinkButtonProps>(function LinkButton(
  { type = 'button', className, ...rest },
  ref,
) {
  const part = usePart()
  return <button {...rest} ref={ref} type={type} data-keystep="" {...part('link-button', className)} />
})
