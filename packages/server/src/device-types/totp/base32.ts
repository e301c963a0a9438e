import { ScureBase32Plugin } from 'otplib'

const base32 = new ScureBase32Plugin()

/** RFC 4648 without padding, as authenticator apps want it. */
export function encodeBase32(bytes: Uint8Array): string {
  return base32.encode(bytes, { padding: false })
}
