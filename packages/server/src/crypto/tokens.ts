import { sha256 } from '@noble/hashes/sha2.js'
import { toBase64url } from './base64url.ts'
import type { Random } from './random.ts'

/** What a token is for. It stands in the token itself, so that one kind is never taken for another. */
export type TokenKind = 'ses' | 'pen' | 'rst' | 'tru' | 'hok'

/** A bearer token of 256 random bits. */
export function createToken(kind: TokenKind, random: Random): string {
  return `${kind}_${toBase64url(random(32))}`
}

export function isToken(kind: TokenKind, text: string | undefined): text is string {
  return text !== undefined && text.length === 47 && text.startsWith(`${kind}_`)
}

/** A fast hash is enough: 256 random bits cannot be guessed, and the row alone cannot be replayed. */
export function hashToken(token: string): string {
  // Not Web Crypto's, which hands each of these few bytes to another thread: twenty times the time, more under load.
  return toBase64url(sha256(new TextEncoder().encode(token)))
}

/** A random name for a row: 128 bits. */
export function createId(random: Random): string {
  return toBase64url(random(16))
}
