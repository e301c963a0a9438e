import { useEffect, useMemo, useRef } from 'react'
import type { Method } from '../methods/method.ts'
import { isSame, useSame } from './use-same.ts'

/** What an app makes of the kit's own methods. */
export type MethodChoice = (own: readonly Method[]) => readonly Method[]

const none: readonly Method[] = []

/**
 * The choice of an app, which it may write inline: a function is asked once for each that it gives, as one that makes new
 * objects would otherwise never be the same.
 */
export function useMethodChoice(given: readonly Method[] | MethodChoice = none): MethodChoice {
  const latest = useRef(given)
  useEffect(() => {
    latest.current = given
  })
  const list = useSame(typeof given === 'function' ? none : given)
  // oxlint-disable-next-line react/refs -- read when a screen asks, and not by this render
  return useMemo(() => remembering(latest, list), [list])
}

function remembering(
  latest: { readonly current: readonly Method[] | MethodChoice },
  list: readonly Method[],
): MethodChoice {
  let asked: unknown = null
  let chosen = none
  return (own) => {
    const choice = latest.current
    if (asked === choice) return chosen
    asked = choice
    const now = typeof choice === 'function' ? choice(own) : beside(own, list)
    if (!isSame(chosen, now)) chosen = now
    return chosen
  }
}

function beside(own: readonly Method[], list: readonly Method[]): readonly Method[] {
  return [...own.filter(({ method }) => !list.some((other) => other.method === method)), ...list]
}
