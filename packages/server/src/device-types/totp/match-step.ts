import { totpCode } from './totp-code.ts'
import type { TotpState } from './totp-state.ts'

export type MatchOptions = {
  readonly key: Uint8Array<ArrayBuffer>
  readonly state: TotpState
  /** Epoch milliseconds. */
  readonly now: number
  readonly tolerance: number
  /** The last step that was used up: it and those before it are refused (RFC 6238, section 5.2). */
  readonly after: number
}

/** The step whose code this is, and how far it lies from the expected one. */
export function matchStep(
  code: string,
  { key, state, now, tolerance, after }: MatchOptions,
): { readonly step: number; readonly offset: number } | null {
  const current = Math.floor((now / 1000 - state.t0) / state.step)
  for (let offset = -tolerance; offset <= tolerance; offset++) {
    const step = current + state.drift + offset
    // Never further than two steps from the server's time, however far the device was seen to drift.
    if (step <= after || step < 0 || Math.abs(step - current) > 2) continue
    if (equalDigits(totpCode(key, step, state), code)) return { step, offset }
  }
  return null
}

/** In a time that does not tell how many digits were right. */
function equalDigits(left: string, right: string): boolean {
  if (left.length !== right.length) return false
  let difference = 0
  for (let at = 0; at < left.length; at++) difference |= left.charCodeAt(at) ^ right.charCodeAt(at)
  return difference === 0
}
