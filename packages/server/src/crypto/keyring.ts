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

/** The first key seals; every key opens. Refuses keys that are missing, short, doubled or ill-named. */
export function createKeyring(keys: readonly Key[], use: KeyUse): Keyring {
  const [first] = keys
  if (!first) throw new Error('createKeystep: keys is empty. Give at least one: [{ id, secret }].')
  const derived = new Map<string, Promise<CryptoKey>>()
  const seen = new Set<string>()
  for (const { id, secret } of keys) {
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret)
    if (!/^[\w-]{1,32}$/.test(id)) {
      throw new Error(`createKeystep: the key id "${id}" is not usable. Use letters, digits, - and _.`)
    }
    if (bytes.length < 32) throw new Error(`createKeystep: the key "${id}" is too short. It needs 32 bytes or more.`)
    if (derived.has(id) || seen.has(bytes.join())) {
      throw new Error(`createKeystep: the key "${id}" is there twice. Each key needs its own id and its own secret.`)
    }
    seen.add(bytes.join())
    derived.set(id, derive(bytes, use))
  }
  return { current: first.id, ids: keys.map(({ id }) => id), key: (id) => derived.get(id) ?? null }
}

/** A subkey for one purpose (RFC 5869). */
async function derive(secret: Uint8Array<ArrayBuffer>, { purpose, algorithm, usages }: KeyUse): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode(`keystep ${purpose}`)
  const parameters = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info }
  return await crypto.subtle.deriveKey(parameters, material, algorithm, false, usages)
}
