export type TotpAlgorithm = 'SHA1' | 'SHA256' | 'SHA512'

/** What an authenticator app was enrolled with, and how many steps its clock was off when last seen. */
export type TotpState = {
  readonly algorithm: TotpAlgorithm
  readonly digits: 6 | 8
  readonly step: number
  readonly t0: number
  readonly drift: number
}

/** Only `totp()` writes it, so its shape is known. */
export function readTotpState(state: string): TotpState {
  return JSON.parse(state) as TotpState
}
