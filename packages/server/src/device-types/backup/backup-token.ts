import type { Random } from '../../crypto/random.ts'

/** Crockford's base 32: no I, L, O or U, so that a token survives handwriting. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** 80 random bits in four groups of four: NIST SP 800-63B-4 asks for 64 (section 4.2.1.1). */
export function createBackupToken(random: Random): string {
  const chars = Array.from(random(16), (byte) => alphabet[byte % 32])
  return [0, 4, 8, 12].map((at) => chars.slice(at, at + 4).join('')).join('-')
}

/** Forgives case, spaces, dashes and the letters that look like digits; null for anything else. */
export function parseBackupToken(text: string): string | null {
  const plain = text.replaceAll(/[\s-]/g, '').toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(plain) ? plain : null
}
