import { parseArgs } from 'node:util'
import type { TableNames } from '../stores/table-names.ts'
import { CliError } from './cli-error.ts'

const userCommands = ['status', 'disable', 'unlock', 'add-backup-token'] as const
export type UserCommand = (typeof userCommands)[number]

const keyActions = ['status', 'rotate', 'verify'] as const
export type KeyAction = (typeof keyActions)[number]

type ForUsers = { readonly command: UserCommand; readonly users: readonly string[] }
type ForTables = { readonly command: 'migrate'; readonly sql: boolean }
type ForKeys = { readonly command: 'keys'; readonly action: KeyAction }

/** Of `database` and `names`, what was not given is undefined. */
type Common = { readonly database: string | undefined; readonly names: TableNames; readonly json: boolean }

/** What was asked for. */
export type Wanted =
  | { readonly command: 'help' }
  | { readonly command: 'version' }
  | ((ForUsers | ForTables | ForKeys) & Common)

/** Throws a `CliError` for what makes no command. */
export function readArguments(args: readonly string[]): Wanted {
  const { values, positionals } = parse(args)
  const [command, ...users] = positionals
  const { help = false, version = false, sql = false, json = false, database, schema } = values
  const common: Common = { database, names: { schema, tablePrefix: values['table-prefix'] }, json }
  if (help) return { command: 'help' }
  if (version) return { command: 'version' }
  if (command === 'migrate') {
    if (users.length > 0) throw misuse('migrate takes no users.')
    if (sql && json) throw misuse('--sql prints SQL and --json prints JSON. Give one of them.')
    return { command, sql, ...common }
  }
  if (sql) throw misuse('--sql belongs to keystep migrate.')
  if (command === 'keys') return { command, action: keyAction(users), ...common }
  if (command === undefined) throw misuse(`Say what to do: ${[...userCommands, 'keys', 'migrate'].join(', ')}.`)
  if (!isUserCommand(command)) throw misuse(`There is no command "${command}".`)
  if (users.length === 0) throw misuse(`Name at least one user: keystep ${command} ada@example.com`)
  return { command, users, ...common }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        database: { type: 'string' },
        schema: { type: 'string' },
        'table-prefix': { type: 'string' },
        json: { type: 'boolean' },
        sql: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error)
    throw misuse(/[.?]$/.test(sentence) ? sentence : `${sentence}.`)
  }
}

function keyAction([wanted, ...more]: readonly string[]): KeyAction {
  const action = keyActions.find((known) => known === wanted)
  if (action === undefined) throw misuse(`Say what to do with the keys: keystep keys ${keyActions.join(', ')}.`)
  if (more.length > 0) throw misuse(`keystep keys ${action} takes no users.`)
  return action
}

function isUserCommand(command: string): command is UserCommand {
  return userCommands.some((known) => known === command)
}

function misuse(sentence: string): CliError {
  return new CliError(`${sentence} keystep --help shows the commands.`, 2)
}
