import { en, failureText, KeystepError } from '@keystep/react'
import { useState } from 'react'

/** One call of the demo's own, and the sentence for what went wrong with it. */
export function useFailure() {
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  async function attempt<T>(call: () => Promise<T>): Promise<T | null> {
    setBusy(true)
    setFailure(null)
    try {
      return await call()
    } catch (error) {
      setFailure(failureText(en, error instanceof KeystepError ? error : new KeystepError('unavailable')))
      return null
    } finally {
      setBusy(false)
    }
  }
  return { failure, busy, attempt }
}
