import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { iconPaths } from './icon-paths.ts'
import type { IconName } from './icon-paths.ts'

export type { IconName }

export type IconProps = Omit<ComponentPropsWithoutRef<'svg'>, 'children' | 'name'> & {
  readonly name: IconName
}

/** A small line drawing that goes with a word, never instead of one: hidden from assistive technology. */
export const Icon = forwardRef<SVGSVGElement, IconProps>(function Icon({ name, ...rest }, ref) {
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
      data-part="icon"
      data-icon={name}
    >
      <path d={iconPaths[name]} />
    </svg>
  )
})
