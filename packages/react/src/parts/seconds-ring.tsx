import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'

export type SecondsRingProps = Omit<ComponentPropsWithoutRef<'svg'>, 'children'> & {
  readonly secondsLeft: number
  /** How many seconds a full ring stands for. */
  readonly seconds: number
}

/** How much time a code has left, as a ring. The number stands beside it; inside a `Countdown`, say. */
export const SecondsRing = forwardRef<SVGSVGElement, SecondsRingProps>(function SecondsRing(
  { secondsLeft, seconds, ...rest },
  ref,
) {
  const left = Math.min(Math.max(secondsLeft, 0), seconds)
  return (
    <svg
      viewBox="0 0 20 20"
      width="20"
      height="20"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      aria-hidden="true"
      {...rest}
      ref={ref}
      data-keystep=""
      data-part="seconds-ring"
    >
      <circle cx="10" cy="10" r="8" data-part="track" />
      <path
        d="M10 2a8 8 0 1 1 0 16a8 8 0 1 1 0-16"
        pathLength={seconds}
        strokeDasharray={`${left} ${seconds}`}
        data-part="left"
      />
    </svg>
  )
})
