import type { Kysely } from 'kysely'
import { belongsTo, key, mayBelongTo, required, unique } from './columns.ts'

/** The first migration. Once released it is never edited: a change is a migration of its own. */
export async function createTables({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('keystep_users')
    .addColumn('id', 'text', key)
    .addColumn('identifier', 'text', required)
    .addColumn('name', 'text')
    .addColumn('image', 'text')
    .addColumn('email', 'text')
    .addColumn('email_verified', 'integer', required)
    .addColumn('language', 'text')
    .addColumn('staff', 'integer', required)
    .addColumn('disabled', 'integer', required)
    .addColumn('epoch', 'bigint', required)
    .execute()
  await schema
    .createTable('keystep_passwords')
    .addColumn('user_id', 'text', (column) => belongsTo('users')(column).primaryKey())
    .addColumn('identifier', 'text', unique)
    .addColumn('hash', 'text', required)
    .addColumn('reset_opened_at', 'bigint')
    .execute()
  await schema
    .createTable('keystep_password_resets')
    .addColumn('token_hash', 'text', key)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('expires_at', 'bigint', required)
    .execute()
  await schema
    .createTable('keystep_pending_logins')
    .addColumn('token_hash', 'text', key)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('epoch', 'bigint', required)
    .addColumn('first_factor_at', 'bigint', required)
    .addColumn('expires_at', 'bigint')
    .addColumn('amr', 'text', required)
    .addColumn('next', 'text')
    .execute()
  await schema
    .createTable('keystep_sessions')
    .addColumn('id', 'text', key)
    .addColumn('token_hash', 'text', unique)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('former_of', 'text', mayBelongTo('sessions'))
    .addColumn('epoch', 'bigint', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('last_seen_at', 'bigint', required)
    .addColumn('expires_at', 'bigint', required)
    .addColumn('idle_until', 'bigint', required)
    .addColumn('first_factor_at', 'bigint', required)
    .addColumn('verified_at', 'bigint')
    .addColumn('device_id', 'text')
    .addColumn('trusted', 'integer', required)
    .addColumn('amr', 'text', required)
    .execute()
  await schema
    .createTable('keystep_devices')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('method', 'text', required)
    .addColumn('name', 'text', required)
    .addColumn('destination', 'text')
    .addColumn('is_default', 'integer', required)
    .addColumn('last_resort', 'integer', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('confirmed_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addColumn('secret', 'text')
    .addColumn('state', 'text', required)
    .addColumn('counter', 'bigint', required)
    .addColumn('failures', 'integer', required)
    .addColumn('locked_until', 'bigint', required)
    .addColumn('locked_before', 'bigint', required)
    .addColumn('token_set', 'text')
    .addColumn('waiting_set', 'text')
    .addColumn('waiting_until', 'bigint')
    .addColumn('expires_at', 'bigint')
    // Unique: a session enrols one device at a time.
    .addColumn('session_id', 'text', (column) => mayBelongTo('sessions')(column).unique())
    .addColumn('request_key', 'text')
    .execute()
  await schema
    .createTable('keystep_tokens')
    .addColumn('token_set', 'text', required)
    .addColumn('hash', 'text', required)
    .addColumn('device_id', 'text', belongsTo('devices'))
    .addColumn('used_at', 'bigint')
    .addPrimaryKeyConstraint('keystep_tokens_primary', ['token_set', 'hash'])
    .execute()
  const indexes = [
    ['password_resets', 'user_id'],
    ['pending_logins', 'user_id'],
    ['sessions', 'user_id'],
    ['sessions', 'former_of'],
    ['devices', 'user_id'],
    ['tokens', 'device_id'],
  ] as const
  for (const [table, column] of indexes) {
    await schema.createIndex(`keystep_${table}_${column}`).on(`keystep_${table}`).column(column).execute()
  }
}
