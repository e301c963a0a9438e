import { type FieldError, KeystepError } from '@keystep/contract'
import { commonPasswords } from './common-passwords.ts'

/** Unicode NFC, so that one password typed on two keyboards is one (NIST SP 800-63B-4, 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

/** NIST's rules: a length, a list of what everybody tries, and no rule about which characters. */
export function checkNewPassword(password: string, { identifier, path }: { identifier: string; path: string }): void {
  const key = refusal(normalisePassword(password), identifier)
  if (key) throw new KeystepError('bad_request', { errors: [{ path, key }] satisfies FieldError[] })
}

function refusal(password: string, identifier: string): string | null {
  if (Array.from(password).length < 8) return 'password_too_short'
  if (isTooLong(password)) return 'password_too_long'
  const plain = password.toLowerCase()
  const name = identifier.toLowerCase()
  return commonPasswords.has(plain) || plain === name || plain === name.split('@')[0] ? 'password_too_common' : null
}

/** Beyond it, hashing is a cost that a stranger sets. */
export function isTooLong(password: string): boolean {
  return new TextEncoder().encode(password).length > 1024
}
