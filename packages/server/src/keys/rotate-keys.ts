import { newEvent } from '../audit/new-event.ts'
import type { Key } from '../crypto/keyring.ts'
import { systemRandom } from '../crypto/random.ts'
import { createSecretBox } from '../crypto/secret-box.ts'
import { openSealed, resealSecret } from '../devices/device-secret.ts'
import type { SealedSecret } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import { sealedPages } from './sealed-pages.ts'
import type { Unopened } from './verify-keys.ts'

export type RotateKeys = {
  readonly store: Pick<Store, 'sealedSecrets' | 'replaceSecret' | 'note'>
  /** As the server has them: the first one seals, and it is the same on every machine already. */
  readonly keys: readonly Key[]
  /** Secrets that are read at once. @default 200 */
  readonly pageSize?: number
  /** Told after each page. */
  readonly onProgress?: (progress: { readonly resealed: number; readonly of: number }) => void
  /** Told of each secret that does not open, and stays as it is. */
  readonly onUnopened?: (unopened: Unopened) => void
}

export type KeyRotation = {
  readonly resealed: number
  readonly unopened: number
  /** Still under another key when it was over: what does not open, and what a server sealed under one meanwhile. */
  readonly left: number
}

/**
 * Seals everything that is kept under the first key, while people go on signing in. Each secret is a commit of its
 * own, which gives way to whatever else happened to that device: when this is cut short, running it again goes on.
 */
export async function rotateKeys(options: RotateKeys): Promise<KeyRotation> {
  const { store, keys, pageSize, onProgress, onUnopened } = options
  const box = createSecretBox(keys, systemRandom)
  const others = { except: box.start, ...(pageSize !== undefined && { limit: pageSize }) }
  const count = { resealed: 0, unopened: 0 }
  const of = await countSealed()

  for await (const page of sealedPages(store, others)) {
    // One after another: whoever signs in meanwhile waits for one of them at most.
    for (const sealed of page) await reseal(sealed)
    onProgress?.({ resealed: count.resealed, of })
  }
  const left = await countSealed()
  if (count.resealed > 0) await store.note({ events: [rotated(count.resealed)], messages: [] })
  return { ...count, left }

  async function reseal(sealed: SealedSecret): Promise<void> {
    const opened = await openSealed({ box }, sealed).catch((error: unknown) => {
      count.unopened += 1
      onUnopened?.({ deviceId: sealed.id, userId: sealed.userId, error })
    })
    if (opened && (await resealSecret({ box, store }, sealed, opened))) count.resealed += 1
  }

  async function countSealed(): Promise<number> {
    let sum = 0
    for await (const page of sealedPages(store, others)) sum += page.length
    return sum
  }
}

function rotated(resealed: number) {
  const happening = { name: 'keys.rotated', user: null, request: null, detail: { resealed } } as const
  return newEvent({ random: systemRandom }, happening)
}
