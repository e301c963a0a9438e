import type { Kysely } from 'kysely'
import { belongsTo, key, required, unique } from './columns.ts'

/** The second migration: codes that are sent, browsers that are trusted, and users found by what they sign in as. */
export async function addChallengesAndTrust({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('keystep_challenges')
    .addColumn('device_id', 'text', belongsTo('devices'))
    .addColumn('bound_to', 'text', required)
    .addColumn('code_hash', 'text', required)
    .addColumn('sent_at', 'bigint', required)
    .addColumn('resend_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .addPrimaryKeyConstraint('keystep_challenges_primary', ['device_id', 'bound_to'])
    .execute()
  await schema
    .createTable('keystep_trusted_browsers')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('token_hash', 'text', unique)
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_used_at', 'bigint')
    .addColumn('expires_at', 'bigint', required)
    .execute()
  const indexes = [
    ['challenges', 'bound_to'],
    ['trusted_browsers', 'user_id'],
    ['users', 'identifier'],
  ] as const
  for (const [table, column] of indexes) {
    await schema.createIndex(`keystep_${table}_${column}`).on(`keystep_${table}`).column(column).execute()
  }
}
