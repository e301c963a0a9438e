import type { Key } from './keyring.ts'

const fewestBytes = 32

/** What is wrong with the keys, as a sentence; null: nothing. It never shows a secret, not even one given as an id. */
export function keyFault(keys: readonly Key[]): string | null {
  if (keys.length === 0) return 'keys is empty. Give at least one: [{ id, secret }].'
  const ids = new Set<string>()
  const secrets = new Set<string>()
  for (const [index, { id, secret }] of keys.entries()) {
    const bytes = secretBytes(secret)
    const name = nameOf(id, index)
    if (!/^[\w-]{1,32}$/.test(id)) {
      return `the id of ${name} is not usable. Use letters, digits, - and _, 32 of them at most.`
    }
    if (bytes.length < fewestBytes) return `${name} is too short. It needs ${fewestBytes} bytes or more.`
    if (ids.has(id) || secrets.has(bytes.join())) {
      return `${name} is there twice. Each key needs its own id and its own secret.`
    }
    ids.add(id)
    secrets.add(bytes.join())
  }
  return null
}

export function secretBytes(secret: Key['secret']): Uint8Array<ArrayBuffer> {
  return typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret)
}

/** By its place where the id might be a secret, which is never shorter than this. */
function nameOf(id: string, index: number): string {
  return id.length > 0 && id.length < fewestBytes && /^[\w-]+$/.test(id) ? `the key "${id}"` : `key ${index + 1}`
}
