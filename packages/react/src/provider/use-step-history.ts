import { useEffect, useRef } from 'react'
import { useLatest } from './use-latest.ts'

export type StepHistoryProps = {
  /**
   * `push`: each step is an entry of the page's history, under the same URL, so that the back button leads to the step
   * before. @default 'none'
   */
  readonly history?: 'push' | 'none' | undefined
}

/**
 * Keeps the page's history in step with a wizard: `step` is where it is, null where nothing leads back; `goTo` leads it
 * to another, or says that this is over. An entry holds the steps up to its own, beside what a router keeps there.
 */
export function useStepHistory(
  history: StepHistoryProps['history'],
  step: string | null,
  goTo: (step: string) => boolean,
): void {
  const pushes = history === 'push'
  const page = useRef<string | null>(null)
  const latestGoTo = useLatest(goTo)

  useEffect(() => {
    if (!pushes || step === null) return
    const trail = trailHere()
    const isFirst = page.current === null
    page.current = window.location.href
    if (trail.at(-1) === step) return
    // A step that was left behind, and reached again by a button: its entry is there.
    const before = isFirst ? -1 : trail.lastIndexOf(step)
    if (before >= 0) window.history.go(before + 1 - trail.length)
    else if (isFirst) window.history.replaceState(stateWith([step]), '')
    else window.history.pushState(stateWith([...trail, step]), '')
  }, [pushes, step])

  useEffect(() => {
    if (!pushes) return undefined
    function follow() {
      const to = trailHere().at(-1)
      if (to === undefined || window.location.href !== page.current) return
      // What is over is stepped over, so that the button never seems to do nothing.
      if (!latestGoTo(to)) window.history.back()
    }
    window.addEventListener('popstate', follow)
    return () => window.removeEventListener('popstate', follow)
  }, [pushes, latestGoTo])
}

function trailHere(): readonly string[] {
  const state = window.history.state as { readonly keystep?: readonly string[] } | null
  return state?.keystep ?? []
}

function stateWith(keystep: readonly string[]): object {
  return { ...(window.history.state as object | null), keystep }
}
