import { forwardRef } from 'react'
import { Frame, type FrameProps } from './frame.tsx'
import { useKeystep } from './keystep-context.ts'

/** A step that is not known yet: its heading, and that it takes a moment. */
export const Loading = forwardRef<HTMLDivElement, FrameProps>(function Loading(frame, ref) {
  const { messages } = useKeystep()
  return <Frame lede={messages.loading} {...frame} ref={ref} aria-busy />
})
