import { pathToFileURL } from 'node:url'
import type { Kysely } from 'kysely'
import type { Key } from '../crypto/keyring.ts'
import { openDatabase } from '../node/open-database.ts'
import { sqlStore } from '../stores/sql-store.ts'
import type { Tables } from '../stores/sql/tables.ts'
import { keysRotate } from './keys-rotate.ts'
import { keysStatus } from './keys-status.ts'
import { keysVerify } from './keys-verify.ts'
import { openForReading } from './open-for-reading.ts'
import { requireTables } from './pending-migrations.ts'
import type { KeyAction } from './read-arguments.ts'
import type { Report } from './report.ts'
import { withDatabase } from './with-database.ts'

const actions = { status: keysStatus, rotate: keysRotate, verify: keysVerify } as const

export type RunForKeys = {
  readonly action: KeyAction
  readonly keys: readonly Key[]
  readonly path: string
  readonly report: Report
}

/** Runs `keystep keys`. Only rotating opens the database for writing, and not before it is known to be the right one. */
export async function runForKeys({ action, keys, path, report }: RunForKeys): Promise<void> {
  const run = (database: Kysely<Tables>) => actions[action]({ store: sqlStore(database), keys, report })
  await withDatabase(openForReading(path), async (database) => {
    await requireTables(database)
    if (action !== 'rotate') await run(database)
  })
  if (action === 'rotate') await withDatabase(openDatabase(pathToFileURL(path).href), run)
}
