import type { TotpAlgorithm } from './totp-state.ts'

export type OtpauthUri = {
  readonly issuer: string
  readonly account: string
  /** Base32. */
  readonly secret: string
  readonly algorithm: TotpAlgorithm
  readonly digits: number
  readonly step: number
  /** Address of a picture. */
  readonly image?: string | null
}

/**
 * The address an authenticator app scans, in the order of django-two-factor-auth: the secret first, since
 * Microsoft's app reads no other. The defaults of the format are left out, for apps that know no parameters.
 */
export function otpauthUri({ issuer, account, secret, algorithm, digits, step, image }: OtpauthUri): string {
  const plainIssuer = issuer.replaceAll(':', '')
  const query = new URLSearchParams({
    secret,
    digits: String(digits),
    ...(algorithm !== 'SHA1' && { algorithm }),
    ...(step !== 30 && { period: String(step) }),
    issuer: plainIssuer,
    ...(image && { image }),
  })
  return `otpauth://totp/${encodeURIComponent(`${plainIssuer}: ${account}`)}?${query.toString()}`
}
