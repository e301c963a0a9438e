import type { Kysely } from 'kysely'
import { systemRandom } from '../crypto/random.ts'
import { backup } from '../device-types/backup/backup.ts'
import { createRegistry } from '../device-types/registry.ts'
import { totp } from '../device-types/totp/totp.ts'
import { scryptHash } from '../node/scrypt-hash.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { addBackupToken } from './add-backup-token.ts'
import { disable } from './disable.ts'
import { forEachUser } from './for-each-user.ts'
import { openStore } from './open-store.ts'
import { requireTables } from './pending-migrations.ts'
import type { UserCommand } from './read-arguments.ts'
import type { Target } from './read-target.ts'
import type { Report } from './report.ts'
import { status } from './status.ts'
import { unlock } from './unlock.ts'
import { withDatabase } from './with-database.ts'

const commands = { status, disable, unlock, 'add-backup-token': addBackupToken } as const

export type RunForUsers = {
  readonly command: UserCommand
  /** As they were typed. */
  readonly users: readonly string[]
  readonly target: Target
  readonly report: Report
}

/** Runs a command for each of the users. Nothing is opened for writing before it is known to be the right database. */
export async function runForUsers({ command, users, target, report }: RunForUsers): Promise<void> {
  const { address, names } = target
  const run = async (database: Kysely<Tables>) => {
    const services = { store: await openStore(database, names), deviceTypes: deviceTypes(), random: systemRandom }
    await forEachUser({ store: services.store, names: users, report }, (user) => commands[command](services, user))
  }
  await withDatabase(address, 'read', async (database) => {
    await requireTables(database, names)
    if (command === 'status') await run(database)
  })
  if (command !== 'status') await withDatabase(address, 'write', run)
}

/** Backup tokens as an app has them that follows the documentation; a registry wants something to enrol beside them. */
function deviceTypes() {
  return createRegistry([totp(), backup({ hash: scryptHash() })], () => {})
}
