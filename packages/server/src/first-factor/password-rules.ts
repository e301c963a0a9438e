import { type FieldError, KeystepError } from '@keystep/contract'
import { isCommonPassword } from './common-passwords.ts'

/** Unicode NFC, so that one password typed on two keyboards is one (NIST SP 800-63B-4, 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFC')
}

export type NewPassword = {
  readonly identifier: string
  /** Of the field that it was typed into. */
  readonly path: string
  readonly isTooCommon: (password: string) => boolean | Promise<boolean>
}

/** NIST's rules: a length, a list of what everybody tries, and no rule about which characters. */
export async function checkNewPassword(password: string, { path, ...known }: NewPassword): Promise<void> {
  const key = await refusal(normalisePassword(password), known)
  if (key) throw new KeystepError('bad_request', { errors: [{ path, key }] satisfies FieldError[] })
}

async function refusal(
  password: string,
  { identifier, isTooCommon }: Omit<NewPassword, 'path'>,
): Promise<string | null> {
  if (Array.from(password).length < 8) return 'password_too_short'
  if (isTooLong(password)) return 'password_too_long'
  const plain = password.toLowerCase()
  const name = identifier.toLowerCase()
  const isCommon =
    plain === name || plain === name.split('@')[0] || (await isCommonPassword(plain)) || (await isTooCommon(password))
  return isCommon ? 'password_too_common' : null
}

/** Beyond it, hashing is a cost that a stranger sets. */
export function isTooLong(password: string): boolean {
  return new TextEncoder().encode(password).length > 1024
}
