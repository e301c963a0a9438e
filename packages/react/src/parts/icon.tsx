import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import type { IconDrawing } from './icons.ts'
import { usePart } from './use-part.ts'

export type IconProps = Omit<ComponentPropsWithoutRef<'svg'>, 'children' | 'name'> & {
  readonly of: IconDrawing
}

/** A small line drawing that goes with a word, never instead of one: hidden from assistive technology. */
export const Icon = forwardRef<SVGSVGElement, IconProps>(function Icon(
  { of: { name, path }, className, ...rest },
  ref,
) {
  const part = usePart()
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      {...rest}
      ref={ref}
      data-keystep=""
      {...part('icon', className)}
      data-icon={name}
    >
      <path d={path} />
    </svg>
  )
})
