import type { Key } from '../crypto/keyring.ts'
import type { Store } from '../stores/store.ts'
import type { Report } from './report.ts'

/** What each of `keystep keys` is given. */
export type KeysCommand = {
  readonly store: Store
  readonly keys: readonly Key[]
  readonly report: Report
}
