import { normaliseIdentifier } from '../first-factor/normalise-identifier.ts'
import type { User } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import { CliError } from './cli-error.ts'
import type { Entry, Report } from './report.ts'

/** What a command did for one user: as a line, and as what `--json` adds to the user. */
export type Told = Entry & { readonly line: string; readonly status: string }

export type ForEachUser = {
  readonly store: Pick<Store, 'usersNamed'>
  /** As they were typed. */
  readonly names: readonly string[]
  readonly report: Report
}

/** One user after another; whoever cannot be served does not stop the rest. */
export async function forEachUser(
  { store, names, report }: ForEachUser,
  command: (user: User) => Promise<Told>,
): Promise<void> {
  for (const name of names) {
    try {
      const user = await findUser(store, name)
      const { line, ...told } = await command(user)
      const label = name === user.identifier ? name : `${name} (${user.identifier})`
      report.done(`${label}: ${line}`, { user: name, id: user.id, identifier: user.identifier, ...told })
    } catch (error) {
      report.failed(error, { user: name })
    }
  }
}

async function findUser(store: ForEachUser['store'], name: string): Promise<User> {
  const exactly = await store.usersNamed(name)
  // Whoever signs in with a password is kept in the one spelling of `passwords`.
  const named = exactly.length > 0 ? exactly : await store.usersNamed(normaliseIdentifier(name))
  const [user, another] = named
  if (!user) throw new CliError(`There is no user "${name}".`)
  if (!another) return user
  const who = named.map(({ id, identifier }) => `${id} (${identifier})`).join(', ')
  throw new CliError(`"${name}" names more than one user: ${who}. Use a name that only one of them has.`)
}
