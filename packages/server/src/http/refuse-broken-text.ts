import { KeystepError } from '@keystep/contract'

/**
 * Refuses text that no database gives back as it came: PostgreSQL keeps no NUL, and half a surrogate pair is no character
 * (RFC 7493, 2.1).
 */
export function refuseBrokenText(text: string): void {
  if (text.includes('\0') || !text.isWellFormed()) throw new KeystepError('bad_request')
}
