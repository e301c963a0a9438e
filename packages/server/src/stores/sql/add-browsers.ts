import type { Kysely } from 'kysely'

/** The fourth migration: what a user can tell browsers by. Nothing is known of those that were there before. */
export async function addBrowsers({ schema }: Kysely<unknown>): Promise<void> {
  await schema.alterTable('keystep_sessions').addColumn('browser', 'text').execute()
  await schema.alterTable('keystep_trusted_browsers').addColumn('browser', 'text').execute()
}
