import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef, ReactNode } from 'react'
import { Announcement } from './announcement.tsx'
import { useSecondsLeft } from './use-seconds-left.ts'
import type { UseSecondsLeftOptions } from './use-seconds-left.ts'
import { usePart } from './use-part.ts'

export type CountdownProps = Omit<ComponentPropsWithoutRef<'span'>, 'children'> &
  UseSecondsLeftOptions & {
    /** Said to screen readers once, at the end; the seconds themselves never are. */
    readonly doneMessage?: ReactNode
    readonly children: (secondsLeft: number) => ReactNode
  }

/** Renders the seconds that are left. It alone renders each second, not what is around it. */
export const Countdown = forwardRef<HTMLSpanElement, CountdownProps>(function Countdown(
  { until, nowOffset, onDone, doneMessage, className, children, ...rest },
  ref,
) {
  const part = usePart()
  const left = useSecondsLeft({ until, nowOffset, onDone })
  return (
    <span
      {...rest}
      ref={ref}
      data-keystep=""
      {...part('countdown', className)}
      data-status={left > 0 ? 'counting' : 'done'}
    >
      <span role="timer">{children(left)}</span>
      <Announcement>{left > 0 ? '' : doneMessage}</Announcement>
    </span>
  )
})
