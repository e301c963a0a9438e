import type { Key } from '../crypto/keyring.ts'
import { systemRandom } from '../crypto/random.ts'
import { createSecretBox } from '../crypto/secret-box.ts'
import { openSealed } from '../devices/device-secret.ts'
import type { Store } from '../stores/store.ts'
import { sealedPages } from './sealed-pages.ts'

export type Unopened = { readonly deviceId: string; readonly userId: string; readonly error: unknown }

export type VerifyKeys = {
  readonly store: Pick<Store, 'sealedSecrets'>
  /** Those that shall be enough: without the one that shall go. */
  readonly keys: readonly Key[]
  /** Told of each secret that does not open. */
  readonly onUnopened?: (unopened: Unopened) => void
}

/** Opens every secret that is kept, and changes none. */
export async function verifyKeys({ store, keys, onUnopened }: VerifyKeys) {
  const box = createSecretBox(keys, systemRandom)
  let secrets = 0
  let open = 0
  for await (const page of sealedPages(store)) {
    const opened = await Promise.allSettled(page.map((sealed) => openSealed({ box }, sealed)))
    for (const [index, { id, userId }] of page.entries()) {
      const outcome = opened[index]
      secrets += 1
      if (outcome?.status === 'rejected') onUnopened?.({ deviceId: id, userId, error: outcome.reason })
      else open += 1
    }
  }
  return { secrets, open }
}
