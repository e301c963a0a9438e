import { useEffect, useState, useSyncExternalStore } from 'react'

export type WhenShown<Body> = {
  /** Null until it is there. */
  readonly Body: Body | null
  readonly status: 'loading' | 'failed' | 'loaded'
  readonly retry: () => void
}

const never = () => () => {}

/**
 * A hook for the body of a component, which is fetched when the component is shown. Not React's `lazy`: a fallback of
 * `Suspense` that was shown once stays for 300 ms (500 in React 18), however fast the code comes, and code that does not
 * come would take the host's page down with it.
 */
export function whenShown<Body>(load: () => Promise<Body>): (isNeeded?: boolean) => WhenShown<Body> {
  let Loaded: Body | null = null
  return function useBody(isNeeded = true) {
    const [status, setStatus] = useState<WhenShown<Body>['status']>('loading')
    useEffect(() => {
      if (!isNeeded || status !== 'loading' || Loaded !== null) return undefined
      let isShown = true
      async function fetchBody() {
        const body = await load().catch(() => null)
        Loaded ??= body
        if (isShown) setStatus(body === null ? 'failed' : 'loaded')
      }
      void fetchBody()
      return () => {
        isShown = false
      }
    }, [isNeeded, status])
    // A page that a server rendered begins without it, wherever it was fetched before.
    const Body = useSyncExternalStore(
      never,
      () => Loaded,
      () => null,
    )
    return { Body, status, retry: () => setStatus('loading') }
  }
}
