import { generateSync } from 'otplib'
import type { TotpState } from './totp-state.ts'

/** The code of one time step (RFC 6238 over RFC 4226), leading zeros and all. */
export function totpCode(
  key: Uint8Array<ArrayBuffer>,
  timeStep: number,
  { algorithm, digits }: Pick<TotpState, 'algorithm' | 'digits'>,
): string {
  const name = algorithm.toLowerCase() as Lowercase<TotpState['algorithm']>
  return generateSync({ strategy: 'hotp', secret: key, counter: timeStep, digits, algorithm: name })
}
