import { doubleClick } from './double-click.ts'
import { freshGuesses } from './fresh-guesses.ts'
import { oneBackupToken } from './one-backup-token.ts'
import { oneCode } from './one-code.ts'
import { oneSentCode } from './one-sent-code.ts'
import type { Race } from './race.ts'
import { resends } from './resends.ts'

/** By the attack that each of them is. */
export const allRaces: Readonly<Record<string, Race>> = {
  A15: oneCode,
  A19: oneBackupToken,
  A21: oneSentCode,
  A26: resends,
  A41: freshGuesses,
  R104: doubleClick,
}
