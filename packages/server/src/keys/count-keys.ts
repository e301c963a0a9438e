import { readEnvelope } from '../crypto/envelope.ts'
import type { Key } from '../crypto/keyring.ts'
import type { Store } from '../stores/store.ts'
import { sealedPages } from './sealed-pages.ts'

export type CountKeys = {
  readonly store: Pick<Store, 'sealedSecrets'>
  /** As the server has them. */
  readonly keys: readonly Key[]
}

export type KeyCount = {
  /** Null: under no key, because it is not readable at all. */
  readonly key: string | null
  readonly secrets: number
  /** Whether it is among `keys`. */
  readonly known: boolean
  /** Whether it is the first of them, which seals. */
  readonly current: boolean
}

/** How many secrets are sealed under which key: those of `keys` in their order, then what is under others. */
export async function countKeys({ store, keys }: CountKeys): Promise<readonly KeyCount[]> {
  const counts = new Map<string | null, number>(keys.map(({ id }) => [id, 0]))
  for await (const page of sealedPages(store)) {
    for (const { secret } of page) {
      const key = readEnvelope(secret)?.keyId ?? null
      counts.set(key, (counts.get(key) ?? 0) + 1)
    }
  }
  const known = (key: string | null) => keys.some(({ id }) => id === key)
  return Array.from(counts, ([key, secrets]) => ({ key, secrets, known: known(key), current: key === keys[0]?.id }))
}
