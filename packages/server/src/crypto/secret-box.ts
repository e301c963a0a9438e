import { fromBase64url, toBase64url } from './base64url.ts'
import { envelopeStart, readEnvelope } from './envelope.ts'
import { createKeyring, type Key } from './keyring.ts'
import type { Random } from './random.ts'

export type SecretBox = {
  /** What everything begins with that is sealed under the current key. */
  readonly start: string
  /** Seals bytes to `place`: opened anywhere else they are refused. */
  seal(secret: Uint8Array<ArrayBuffer>, place: string): Promise<string>
  /** Rejects when the key is unknown, the place is another, or a bit was changed. */
  open(sealed: string, place: string): Promise<Uint8Array<ArrayBuffer>>
}

/** AES-256-GCM with a random 96-bit nonce; the envelope `v1.<key id>.<nonce>.<ciphertext>` names its key. */
export function createSecretBox(keys: readonly Key[], random: Random): SecretBox {
  const keyring = createKeyring(keys, {
    purpose: 'secret box',
    algorithm: { name: 'AES-GCM', length: 256 },
    usages: ['encrypt', 'decrypt'],
  })
  const start = envelopeStart(keyring.current)
  return {
    start,
    async seal(secret, place) {
      const nonce = random(12)
      const key = await keyOf(keyring.current)
      const sealed = await crypto.subtle.encrypt(parameters(nonce, place), key, secret)
      return `${start}${toBase64url(nonce)}.${toBase64url(new Uint8Array(sealed))}`
    },
    async open(sealed, place) {
      const envelope = readEnvelope(sealed)
      if (!envelope) throw new Error('A sealed secret is not readable.')
      const { keyId, nonce, ciphertext } = envelope
      const key = await keyOf(keyId)
      return new Uint8Array(
        await crypto.subtle.decrypt(parameters(fromBase64url(nonce), place), key, fromBase64url(ciphertext)),
      )
    },
  }

  function keyOf(id: string): Promise<CryptoKey> {
    const key = keyring.key(id)
    if (!key) throw new Error(`A secret is sealed under the key "${id}", which is not among keys. Add it again.`)
    return key
  }
}

function parameters(iv: Uint8Array<ArrayBuffer>, place: string): AesGcmParams {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`v1|${place}`) }
}
