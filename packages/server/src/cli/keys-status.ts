import { countKeys, type KeyCount } from '../keys/count-keys.ts'
import type { KeysCommand } from './keys-command.ts'
import { secretsInWords } from './secrets-in-words.ts'

/** `keystep keys status`: opens nothing. */
export async function keysStatus({ store, keys, report }: KeysCommand): Promise<void> {
  for (const count of await countKeys({ store, keys })) {
    report.done(`${labelOf(count)}: ${secretsInWords(count.secrets)}`, count)
  }
}

function labelOf({ key, known, current }: KeyCount): string {
  if (key === null) return 'not readable'
  if (current) return `${key} (current)`
  return known ? key : `${key} (not in KEYSTEP_KEYS)`
}
