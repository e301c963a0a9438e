import type { StepHeadingProps } from '../parts/step-heading.tsx'

type Level = NonNullable<StepHeadingProps['level']>

/** The heading of what is inside something with a heading. */
export function levelBelow(level: Level = 2): Level {
  return Math.min(level + 1, 4) as Level
}
