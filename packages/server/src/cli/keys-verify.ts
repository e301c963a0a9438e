import { verifyKeys } from '../keys/verify-keys.ts'
import type { KeysCommand } from './keys-command.ts'
import { reportUnopened } from './report-unopened.ts'
import { secretsInWords } from './secrets-in-words.ts'

/** `keystep keys verify`: whether these keys are enough. */
export async function keysVerify({ store, keys, report }: KeysCommand): Promise<void> {
  const { secrets, open } = await verifyKeys({ store, keys, onUnopened: reportUnopened(report) })
  report.done(`${open} of ${secretsInWords(secrets)} open`, { status: 'verified', secrets, open })
}
