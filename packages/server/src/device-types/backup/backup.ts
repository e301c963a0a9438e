import { toBase64url } from '../../crypto/base64url.ts'
import { hashQueue, type HashQueueOptions } from '../../crypto/hash-queue.ts'
import type { SlowHash } from '../../crypto/slow-hash.ts'
import type { DeviceType } from '../device-type.ts'
import { createBackupToken, parseBackupToken } from './backup-token.ts'

export type BackupOptions = {
  readonly hash: SlowHash
  /** Tokens in a set. @default 10 */
  readonly count?: number
  /** How many tokens are judged at once, and how many wait for that; beyond them the answer is `busy`. */
  readonly queue?: HashQueueOptions
}

/** Backup tokens: a set of single-use codes on paper, for the day the other devices are lost. */
export function backup({ hash, count = 10, queue }: BackupOptions): DeviceType {
  if (!Number.isInteger(count) || count < 1 || count > 50) throw new Error('backup: count must be from 1 to 50.')
  // A lane of its own, so that guessed passwords never hold up somebody who lost their phone.
  const lane = hashQueue(hash, queue)
  // Making a set hashes all of it at once; it may not be refused by the bound that is for guesses.
  const making = hashQueue(hash, { waiting: 64 * count })
  return {
    method: 'backup',
    lastResort: true,
    ...(hash.cheap && { testOnly: 'backup: this hash is for tests only. Use scryptHash() of @keystep/server/node.' }),
    parse: parseBackupToken,
    async verify(answer, { device: { tokenSet } }) {
      return tokenSet === null ? null : { kind: 'token', tokenSet, hash: await lane.derive(answer, tokenSet) }
    },
    tokens: {
      async make({ random, addTo }) {
        const tokens = Array.from({ length: addTo === undefined ? count : 1 }, () => createBackupToken(random))
        const tokenSet = addTo ?? toBase64url(random(16))
        const hashes = await Promise.all(
          tokens.map((token) => making.derive(parseBackupToken(token) as string, tokenSet)),
        )
        return { tokens, tokenSet, hashes }
      },
      hash: (token, tokenSet) => lane.derive(token, tokenSet),
    },
  }
}
