import { keyFault } from '../crypto/key-fault.ts'
import type { Key } from '../crypto/keyring.ts'
import { CliError } from './cli-error.ts'

type Named = { readonly id: string; readonly secret: string }

/** The keys in `KEYSTEP_KEYS`. Nothing of what it holds is ever repeated: a slip may put a secret anywhere in it. */
export function readKeys(text: string | undefined): readonly Key[] {
  if (text === undefined || text === '') {
    throw refusal('Say which keys the server has: set KEYSTEP_KEYS to a list, the one that seals first.')
  }
  const keys = parse(text)
  if (!Array.isArray(keys) || !keys.every(isKey)) throw refusal('KEYSTEP_KEYS is no list of keys.')
  const fault = keyFault(keys)
  if (fault !== null) throw refusal(`KEYSTEP_KEYS cannot be used: ${fault}`)
  return keys.map(({ id, secret }) => ({ id, secret }))
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Without its cause, which quotes what it could not read.
    return null
  }
}

function isKey(value: unknown): value is Named {
  if (typeof value !== 'object' || value === null) return false
  return 'id' in value && typeof value.id === 'string' && 'secret' in value && typeof value.secret === 'string'
}

function refusal(sentence: string): CliError {
  return new CliError(`${sentence} It reads [{"id":"2026-11","secret":"…"}].`, 2)
}
