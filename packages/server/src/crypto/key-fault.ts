import { guessableSecret, isForTests } from './guessable-secret.ts'
import type { Key } from './keyring.ts'

const fewestBytes = 32
const remedy = 'Make one with: openssl rand -base64 32.'

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
    if (bytes.length === 0) return `${name} has no secret. Is its variable set? ${remedy}`
    if (bytes.length < fewestBytes) return `${name} is too short. It needs ${fewestBytes} bytes or more. ${remedy}`
    if (ids.has(id) || secrets.has(bytes.join())) {
      return `${name} is there twice. Each key needs its own id and its own secret.`
    }
    ids.add(id)
    secrets.add(bytes.join())
  }
  for (const [index, { id, secret }] of keys.entries()) {
    const why = guessableSecret(secretBytes(secret))
    if (why !== null) return `${nameOf(id, index)} ${why}, so it can be guessed. ${remedy}`
  }
  return null
}

/** The same of keys that anybody can read, for a server that strangers can reach. */
export function testKeyFault(keys: readonly Key[]): string | null {
  const index = keys.findIndex(({ secret }) => isForTests(secretBytes(secret)))
  return index === -1 ? null : `${nameOf(keys[index]?.id ?? '', index)} is for tests only. ${remedy}`
}

export function secretBytes(secret: Key['secret']): Uint8Array<ArrayBuffer> {
  return typeof secret === 'string' ? new TextEncoder().encode(secret) : new Uint8Array(secret)
}

/** By its place where the id might be a secret, which is never shorter than this. */
function nameOf(id: string, index: number): string {
  return id.length > 0 && id.length < fewestBytes && /^[\w-]+$/.test(id) ? `the key "${id}"` : `key ${index + 1}`
}
