import { useCallback, useEffect, useRef } from 'react'

/** A function that stays the same and calls what was passed last: a host's inline callback must not run an effect again. */
export function useLatest<Args extends readonly unknown[]>(
  callback: ((...args: Args) => void) | undefined,
): (...args: Args) => void {
  const latest = useRef(callback)
  useEffect(() => {
    latest.current = callback
  })
  return useCallback((...args: Args) => latest.current?.(...args), [])
}
