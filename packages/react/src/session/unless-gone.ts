import { isKeystepError } from '@keystep/contract'

/** What was removed or ended in another tab is gone as well. */
export function unlessGone(error: unknown): void {
  if (!isKeystepError(error) || error.code !== 'not_found') throw error
}
