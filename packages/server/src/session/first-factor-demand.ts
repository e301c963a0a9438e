import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'

/** How this user can give the first factor again: by password, or at the app's own page. */
export function firstFactorDemand(
  { firstFactor, reauthenticateUrl }: Services,
  { user, amr }: SessionRecord,
  request: Request,
): { readonly password: boolean; readonly reauthenticateUrl?: string } {
  const password = firstFactor !== null && (amr.includes('pwd') || reauthenticateUrl === null)
  return { password, ...(reauthenticateUrl && { reauthenticateUrl: reauthenticateUrl(user, request) }) }
}
