import type { KeystepError } from '@keystep/contract'
import { useEffect, useState } from 'react'

/** Until when a failure asks to wait, in epoch milliseconds of this browser's clock; null where it does not. */
export function useWait(failure: KeystepError | null): number | null {
  const [until, setUntil] = useState<number | null>(null)
  useEffect(() => {
    const retryAfter = failure?.details.retryAfter
    if (retryAfter !== undefined) setUntil(Date.now() + retryAfter * 1000)
  }, [failure])
  return until
}
