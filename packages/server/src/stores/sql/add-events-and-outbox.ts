import type { Kysely } from 'kysely'
import { belongsTo, key, required } from './columns.ts'

/** The fifth migration: what happened, and the messages that tell of it. */
export async function addEventsAndOutbox({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('keystep_events')
    .addColumn('id', 'text', key)
    .addColumn('at', 'bigint', required)
    .addColumn('name', 'text', required)
    // No reference: what was done to a user is told after the user is gone.
    .addColumn('user_id', 'text')
    .addColumn('actor_id', 'text')
    .addColumn('device_id', 'text')
    .addColumn('device_method', 'text')
    .addColumn('device_name', 'text')
    .addColumn('session_id', 'text')
    .addColumn('address', 'text')
    .addColumn('browser', 'text')
    .addColumn('detail', 'text', required)
    .execute()
  await schema.createIndex('keystep_events_user_id').on('keystep_events').columns(['user_id', 'at', 'id']).execute()
  await schema.createIndex('keystep_events_at').on('keystep_events').column('at').execute()
  await schema
    .createTable('keystep_outbox')
    .addColumn('id', 'text', key)
    .addColumn('user_id', 'text', belongsTo('users'))
    .addColumn('sealed', 'text', required)
    .addColumn('created_at', 'bigint', required)
    .addColumn('due_at', 'bigint', required)
    .addColumn('tries', 'integer', required)
    .execute()
  await schema.createIndex('keystep_outbox_due_at').on('keystep_outbox').column('due_at').execute()
  await schema.createIndex('keystep_outbox_user_id').on('keystep_outbox').column('user_id').execute()
  await schema.createIndex('keystep_users_email').on('keystep_users').column('email').execute()
}
