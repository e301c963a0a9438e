import type { Kysely } from 'kysely'

/** The eighth migration: trust turns on each use. What was trusted before has no turn yet, and takes one. */
export async function addTrustTurns({ schema }: Kysely<unknown>): Promise<void> {
  const trusts = schema.alterTable('keystep_trusted_browsers')
  await trusts.addColumn('turn_hash', 'text').execute()
  await trusts.addColumn('former_turn_hash', 'text').execute()
  await trusts.addColumn('turned_at', 'bigint').execute()
}
