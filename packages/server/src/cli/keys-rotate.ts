import { rotateKeys } from '../keys/rotate-keys.ts'
import { CliError } from './cli-error.ts'
import type { KeysCommand } from './keys-command.ts'
import { reportUnopened } from './report-unopened.ts'
import { secretsInWords } from './secrets-in-words.ts'

/** `keystep keys rotate`: tells how far it is, and at the end whether anything is left under another key. */
export async function keysRotate({ store, keys, report }: KeysCommand): Promise<void> {
  const key = keys[0]?.id
  const rotated = await rotateKeys({
    store,
    keys,
    onProgress: ({ resealed, of }) => report.note(`re-sealed ${resealed} of ${of}`),
    onUnopened: reportUnopened(report),
  })
  const { resealed, left } = rotated
  const outcome = left === 0 ? `everything is under "${key}"` : `${secretsInWords(left)} not under "${key}"`
  report.done(`${outcome}, ${resealed} re-sealed`, { key, status: left === 0 ? 'rotated' : 'incomplete', ...rotated })
  if (left > rotated.unopened) report.failed(overtaken(left - rotated.unopened), { key })
}

/** Not by this run: by a server whose first key is another one. */
function overtaken(secrets: number): CliError {
  return new CliError(
    `${secretsInWords(secrets)} were sealed under another key meanwhile: give every server the new key first, ` +
      'then run keystep keys rotate again.',
  )
}
