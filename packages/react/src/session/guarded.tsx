import { type ReactNode, useEffect, useRef } from 'react'
import { usePart } from '../parts/use-part.ts'

export type GuardedProps = {
  /** On the page, and out of reach. */
  readonly inert: boolean
  readonly children?: ReactNode
}

/** What is guarded, in a box of no layout of its own. */
export function Guarded({ inert, children }: GuardedProps) {
  const part = usePart()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // As a property: React 18 and 19 take different values of the attribute.
    if (box.current) box.current.inert = inert
  }, [inert])
  return (
    <div ref={box} data-keystep="" {...part('guarded')}>
      {children}
    </div>
  )
}
