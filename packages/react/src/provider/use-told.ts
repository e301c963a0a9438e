import { useEffect } from 'react'
import { useLatest } from './use-latest.ts'

/** Tells a host each time that something changed: the step, what failed. Null is nothing to tell. */
export function useTold<Value>(tell: ((value: Value) => void) | undefined, value: Value | null): void {
  const latest = useLatest(tell)
  useEffect(() => {
    if (value !== null) latest(value)
  }, [value, latest])
}
