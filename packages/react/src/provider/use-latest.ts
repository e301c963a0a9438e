import { useCallback, useEffect, useRef } from 'react'

/** A function that stays the same and calls what was passed last: a host's inline callback must not run an effect again. */
export function useLatest<Args extends readonly unknown[], Result>(
  callback: (...args: Args) => Result,
): (...args: Args) => Result
export function useLatest<Args extends readonly unknown[], Result>(
  callback: ((...args: Args) => Result) | undefined,
): (...args: Args) => Result | undefined
export function useLatest<Args extends readonly unknown[], Result>(callback: ((...args: Args) => Result) | undefined) {
  const latest = useRef(callback)
  useEffect(() => {
    latest.current = callback
  })
  return useCallback((...args: Args) => latest.current?.(...args), [])
}
