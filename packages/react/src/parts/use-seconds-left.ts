import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import { secondsLeft, untilNextSecond } from './seconds-left.ts'

export type UseSecondsLeftOptions = {
  /** The moment it counts down to, in epoch milliseconds. */
  readonly until: number
  /** The server's clock minus this one's, in milliseconds. @default 0 */
  readonly nowOffset?: number | undefined
  /** Called once when the moment has come; at once where it has passed. */
  readonly onDone?: (() => void) | undefined
}

/** The whole seconds until a moment, rendered anew as they change. */
export function useSecondsLeft({ until, nowOffset = 0, onDone }: UseSecondsLeftOptions): number {
  const done = useRef(onDone)
  useEffect(() => {
    done.current = onDone
  })

  const subscribe = useCallback(
    (render: () => void) => {
      let timer: ReturnType<typeof setTimeout>
      function tick() {
        const now = Date.now() + nowOffset
        render()
        if (now >= until) done.current?.()
        else timer = setTimeout(tick, untilNextSecond(until, now))
      }
      // By a timer also at first: what is over already is told once, although StrictMode subscribes twice.
      timer = setTimeout(tick, 0)
      return () => clearTimeout(timer)
    },
    [until, nowOffset],
  )
  const read = () => secondsLeft(until, Date.now() + nowOffset)
  return useSyncExternalStore(subscribe, read, read)
}
