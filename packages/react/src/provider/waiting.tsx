import { forwardRef } from 'react'
import type { FrameProps } from './frame.tsx'
import { Loading } from './loading.tsx'
import { Unreachable } from './unreachable.tsx'
import type { WhenShown } from './when-shown.ts'

export type WaitingProps = FrameProps & { readonly on: Pick<WhenShown<unknown>, 'status' | 'retry'> }

/** Stands in the place of a body that is still to come, or does not come. */
export const Waiting = forwardRef<HTMLDivElement, WaitingProps>(function Waiting({ on, ...frame }, ref) {
  if (on.status === 'failed') return <Unreachable {...frame} ref={ref} onRetry={on.retry} />
  return <Loading {...frame} ref={ref} />
})
