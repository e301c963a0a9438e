import type { Kysely } from 'kysely'
import type { Key } from '../crypto/keyring.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { keysRotate } from './keys-rotate.ts'
import { keysStatus } from './keys-status.ts'
import { keysVerify } from './keys-verify.ts'
import { openStore } from './open-store.ts'
import { requireTables } from './pending-migrations.ts'
import type { KeyAction } from './read-arguments.ts'
import type { Target } from './read-target.ts'
import type { Report } from './report.ts'
import { withDatabase } from './with-database.ts'

const actions = { status: keysStatus, rotate: keysRotate, verify: keysVerify } as const

export type RunForKeys = {
  readonly action: KeyAction
  readonly keys: readonly Key[]
  readonly target: Target
  readonly report: Report
}

/** Runs `keystep keys`. Only rotating opens the database for writing, and not before it is known to be the right one. */
export async function runForKeys({ action, keys, target, report }: RunForKeys): Promise<void> {
  const { address, names } = target
  const run = async (database: Kysely<Tables>) =>
    await actions[action]({ store: await openStore(database, names), keys, report })
  await withDatabase(address, 'read', async (database) => {
    await requireTables(database, names)
    if (action !== 'rotate') await run(database)
  })
  if (action === 'rotate') await withDatabase(address, 'write', run)
}
