import { useEffect } from 'react'
import { useLatest } from '../provider/use-latest.ts'

export type UseWebOtpOptions = {
  /** How the code comes; undefined: none is awaited that a browser could hand over. */
  readonly transport: 'sms' | undefined
  readonly onCode: (code: string) => void
}

/**
 * WebOTP: takes the code from the text message that arrives, where the browser can and the user lets it. Without either
 * they type it, so that nothing that goes wrong here is worth a word.
 */
export function useWebOtp({ transport, onCode }: UseWebOtpOptions): void {
  const take = useLatest(onCode)
  useEffect(() => {
    if (!transport || !('OTPCredential' in window)) return undefined
    const waiting = new AbortController()
    // Of Chromium alone, so that TypeScript's own declarations do not know it.
    const request: CredentialRequestOptions & { otp: object } = {
      otp: { transport: [transport] },
      signal: waiting.signal,
    }
    async function wait() {
      const credential = await navigator.credentials.get(request).catch(() => null)
      if (!waiting.signal.aborted && credential && 'code' in credential) take(String(credential.code))
    }
    void wait()
    return () => waiting.abort()
  }, [transport, take])
}
