import { toBase64url } from './base64url.ts'
import { createKeyring, type Key } from './keyring.ts'

/** Hashes codes that are sent. A code is short: without the key, its row alone would give it away. */
export type CodeHashes = {
  /** To keep. `place` is what the code is bound to. */
  of(code: string, place: string): Promise<string>
  /** To look for: a code that was kept before the keys were rotated is found as well. */
  underEveryKey(code: string, place: string): Promise<readonly string[]>
}

/** HMAC-SHA-256 over place and code, under a key of its own (RFC 2104). */
export function createCodeHashes(keys: readonly Key[]): CodeHashes {
  const keyring = createKeyring(keys, {
    purpose: 'sent codes',
    algorithm: { name: 'HMAC', hash: 'SHA-256', length: 256 },
    usages: ['sign'],
  })

  async function under(id: string, code: string, place: string): Promise<string> {
    const text = new TextEncoder().encode(`v1|${place}|${code}`)
    const mac = await crypto.subtle.sign('HMAC', (await keyring.key(id)) as CryptoKey, text)
    return `${id}.${toBase64url(new Uint8Array(mac))}`
  }

  return {
    of: (code, place) => under(keyring.current, code, place),
    underEveryKey: (code, place) => Promise.all(keyring.ids.map((id) => under(id, code, place))),
  }
}
