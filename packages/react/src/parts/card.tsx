import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { usePart } from './use-part.ts'

export type CardProps = ComponentPropsWithoutRef<'div'> & {
  /** Without it the colours follow the inherited `color-scheme`. */
  readonly theme?: 'light' | 'dark' | undefined
  /** `plain` has no border, padding or ground of its own, for use inside the host's. @default 'card' */
  readonly surface?: 'card' | 'plain'
}

/** The root of every component: one column that carries the theme, the language and the direction. */
export const Card = forwardRef<HTMLDivElement, CardProps>(function Card(
  { theme, surface = 'card', className, ...rest },
  ref,
) {
  const part = usePart()
  return (
    <div {...rest} ref={ref} data-keystep="" {...part('card', className)} data-theme={theme} data-surface={surface} />
  )
})
