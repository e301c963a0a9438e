import { CliError } from './cli-error.ts'
import { databaseFile } from './database-file.ts'
import { helpText } from './help-text.ts'
import { readArguments } from './read-arguments.ts'
import { readKeys } from './read-keys.ts'
import { createReport, type Print, printable, sentenceOf } from './report.ts'
import { version } from './version.ts'

export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Onto stdout, a line or a whole document. */
  readonly print: Print
  /** Onto stderr. */
  readonly complain: Print
}

/** The whole command line: the exit code is what it resolves to. */
export async function run(args: readonly string[], { env, print, complain }: Surroundings): Promise<0 | 1 | 2> {
  const tell = (text: string): 0 => {
    print(text)
    return 0
  }
  try {
    const wanted = readArguments(args)
    if (wanted.command === 'help') return tell(helpText)
    if (wanted.command === 'version') return tell(version())
    const path = databaseFile(wanted.database ?? env.DATABASE_URL)
    const report = createReport({ json: wanted.json, print, complain })
    // Loaded only now: the database library takes longer than all that comes before.
    if (wanted.command === 'migrate') {
      const { runForTables } = await import('./run-for-tables.ts')
      await runForTables({ sql: wanted.sql, path, report, print })
    } else if (wanted.command === 'keys') {
      const keys = readKeys(env.KEYSTEP_KEYS)
      const { runForKeys } = await import('./run-for-keys.ts')
      await runForKeys({ action: wanted.action, keys, path, report })
    } else {
      const { runForUsers } = await import('./run-for-users.ts')
      await runForUsers({ command: wanted.command, names: wanted.users, path, report })
    }
    return report.end()
  } catch (error) {
    complain(`keystep: ${printable(sentenceOf(error))}`)
    return error instanceof CliError ? error.exitCode : 1
  }
}
