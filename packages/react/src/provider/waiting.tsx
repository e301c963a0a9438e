import { forwardRef } from 'react'
import type { ComponentProps, FrameProps } from './frame.tsx'
import { Loading } from './loading.tsx'
import { Unreachable } from './unreachable.tsx'
import type { WhenShown } from './when-shown.ts'

export type WaitingProps = Omit<ComponentProps<never>, 'onDone'> &
  Pick<FrameProps, 'heading' | 'lede' | 'above' | 'children'> & {
    readonly onDone?: unknown
    readonly on: Pick<WhenShown<unknown>, 'status' | 'retry'>
  }

/** Stands in the place of a body that is still to come, or does not come. Takes what the component is given. */
export const Waiting = forwardRef<HTMLDivElement, WaitingProps>(function Waiting({ on, ...props }, ref) {
  const { autoFocus: _autoFocus, form: _form, onDone: _onDone, onCancel: _onCancel, ...rest } = props
  const { onStepChange: _onStepChange, onError: _onError, ...frame } = rest
  if (on.status === 'failed') return <Unreachable {...frame} ref={ref} onRetry={on.retry} />
  return <Loading {...frame} ref={ref} />
})
