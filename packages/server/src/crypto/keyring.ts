import { keyFault, secretBytes } from './key-fault.ts'

export type Key = {
  /** Stands in everything sealed under the key. Letters, digits, `-` and `_`. */
  readonly id: string
  /** At least 32 bytes, from a password manager or `openssl rand -base64 32`; never shared with another purpose. */
  readonly secret: string | Uint8Array
}

export type Keyring = {
  readonly current: string
  readonly ids: readonly string[]
  readonly key: (id: string) => Promise<CryptoKey> | null
}

export type KeyUse = {
  /** So that no key serves two purposes. */
  readonly purpose: string
  readonly algorithm: AesKeyGenParams | HmacKeyGenParams
  readonly usages: readonly KeyUsage[]
}

/** The first key seals; every key opens. Refuses keys that are missing, short, doubled, guessable or ill-named. */
export function createKeyring(keys: readonly Key[], use: KeyUse): Keyring {
  const [first] = keys
  const fault = keyFault(keys)
  if (!first || fault !== null) throw new Error(`createKeystep: ${fault}`)
  const derived = new Map(keys.map(({ id, secret }) => [id, derive(secretBytes(secret), use)]))
  return { current: first.id, ids: keys.map(({ id }) => id), key: (id) => derived.get(id) ?? null }
}

/** A subkey for one purpose (RFC 5869). */
async function derive(secret: Uint8Array<ArrayBuffer>, { purpose, algorithm, usages }: KeyUse): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(`keystep ${purpose}`)
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return await crypto.subtle.deriveKey(parameters, material, algorithm, false, usages)
}
