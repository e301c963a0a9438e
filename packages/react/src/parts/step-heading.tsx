import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react'
import type { ComponentPropsWithoutRef } from 'react'
import { usePart } from './use-part.ts'
import { WholeWords } from './whole-words.tsx'

export type StepHeadingProps = ComponentPropsWithoutRef<'h2'> & {
  /** @default 2 */
  readonly level?: 1 | 2 | 3 | 4
  /** Takes the focus when it appears, so that screen readers read on from the new step. @default false */
  readonly focusOnMount?: boolean
}

/** What a step is. Give it a `key` per step: a new step is then a new heading. */
export const StepHeading = forwardRef<HTMLHeadingElement, StepHeadingProps>(function StepHeading(
  { level = 2, focusOnMount = false, className, children, ...rest },
  ref,
) {
  const part = usePart()
  const heading = useRef<HTMLHeadingElement>(null)
  const takesFocus = useRef(focusOnMount)
  useImperativeHandle<HTMLHeadingElement | null, HTMLHeadingElement | null>(ref, () => heading.current, [])
  useEffect(() => {
    if (takesFocus.current) heading.current?.focus()
  }, [])

  const Heading = `h${level}` as const
  return (
    <Heading tabIndex={-1} {...rest} ref={heading} data-keystep="" {...part('step-heading', className)}>
      <WholeWords>{children}</WholeWords>
    </Heading>
  )
})
