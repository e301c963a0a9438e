export type Envelope = { readonly keyId: string; readonly nonce: string; readonly ciphertext: string }

/** The parts of `v1.<key id>.<nonce>.<ciphertext>`; null for anything else. */
export function readEnvelope(sealed: string): Envelope | null {
  const [version, keyId, nonce, ciphertext] = sealed.split('.')
  return version === 'v1' && keyId && nonce && ciphertext ? { keyId, nonce, ciphertext } : null
}

/** What everything begins with that is sealed under a key. */
export function envelopeStart(keyId: string): string {
  return `v1.${keyId}.`
}
