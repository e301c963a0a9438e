import { forwardRef } from 'react'
import { Notice } from '../parts/notice.tsx'
import { Frame, type FrameProps } from './frame.tsx'
import { useKeystep } from './keystep-context.ts'

/** The server cannot be asked: says so, and offers to ask again. */
export const Unreachable = forwardRef<HTMLDivElement, FrameProps & { readonly onRetry: () => void }>(
  function Unreachable({ onRetry, ...frame }, ref) {
    const { messages, slots } = useKeystep()
    return (
      <Frame {...frame} ref={ref}>
        <Notice tone="danger">{messages.failures.unreachable}</Notice>
        <slots.Button onClick={onRetry}>{messages.tryAgain}</slots.Button>
      </Frame>
    )
  },
)
