import type { Kysely } from 'kysely'

/** The sixth migration: what is over is found without a look at what is not. */
export async function addExpiryIndexes({ schema }: Kysely<unknown>): Promise<void> {
  const tables = ['password_resets', 'pending_logins', 'devices', 'challenges', 'trusted_browsers'] as const
  for (const table of tables) {
    await schema.createIndex(`keystep_${table}_expires_at`).on(`keystep_${table}`).column('expires_at').execute()
  }
  const idle = schema.createIndex('keystep_sessions_idle_until').on('keystep_sessions')
  await idle.columns(['idle_until', 'last_seen_at']).execute()
}
