import { CliError } from './cli-error.ts'
import { helpText } from './help-text.ts'
import { readArguments } from './read-arguments.ts'
import { readKeys } from './read-keys.ts'
import { readTarget } from './read-target.ts'
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
    const target = readTarget(wanted.database ?? env.DATABASE_URL, wanted.names)
    const report = createReport({ json: wanted.json, print, complain })
    // Loaded only now: the database library takes longer than all that comes before.
    if (wanted.command === 'migrate') {
      const { runForTables } = await import('./run-for-tables.ts')
      await runForTables({ sql: wanted.sql, target, report, print })
    } else if (wanted.command === 'keys') {
      const keys = readKeys(env.KEYSTEP_KEYS)
      const { runForKeys } = await import('./run-for-keys.ts')
      await runForKeys({ action: wanted.action, keys, target, report })
    } else {
      const { runForUsers } = await import('./run-for-users.ts')
      await runForUsers({ command: wanted.command, users: wanted.users, target, report })
    }
    return report.end()
  } catch (error) {
    complain(`keystep: ${printable(sentenceOf(error))}`)
    return error instanceof CliError ? error.exitCode : 1
  }
}
