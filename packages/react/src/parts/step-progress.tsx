import { forwardRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'

export type StepProgressProps = Omit<ComponentPropsWithoutRef<'div'>, 'children'> & {
  /** The step under way, from 1. */
  readonly step: number
  readonly steps: number
  /** The same in words: "Step 2 of 4". */
  readonly label: string
}

/** How far along a wizard is, in words and as a bar. */
export const StepProgress = forwardRef<HTMLDivElement, StepProgressProps>(function StepProgress(
  { step, steps, label, ...rest },
  ref,
) {
  function statusOf(number: number) {
    if (number === step) return 'current'
    return number < step ? 'done' : 'ahead'
  }

  return (
    <div {...rest} ref={ref} data-keystep="" data-part="step-progress">
      <span aria-current="step" data-part="label">
        {label}
      </span>
      <span aria-hidden="true" data-part="bar">
        {Array.from({ length: steps }, (_, index) => (
          <span key={index} data-part="segment" data-status={statusOf(index + 1)} />
        ))}
      </span>
    </div>
  )
})
