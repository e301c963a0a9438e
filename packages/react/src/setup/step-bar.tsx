import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import type { SetupProgress } from './use-setup.ts'

/** How far the user is, as a bar and in words. */
export function StepBar({ at, of }: SetupProgress) {
  const { messages } = useKeystep()
  const part = usePart()
  const words = messages.stepOf({ step: at, count: of })
  return (
    <div
      {...part('step-bar')}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a `progress` is drawn in one piece
      role="progressbar"
      aria-label={messages.steps}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuenow={at}
      aria-valuetext={words}
    >
      {Array.from({ length: of }, (_, index) => (
        <span key={index} {...part('step')} data-status={index < at ? 'reached' : 'ahead'} />
      ))}
      <span {...part('step-count')}>{words}</span>
    </div>
  )
}
