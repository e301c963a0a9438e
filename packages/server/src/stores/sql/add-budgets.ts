import type { Kysely } from 'kysely'
import { key, required } from './columns.ts'

/** The third migration: how often something is sent, and what a call may say. */
export async function addBudgets({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('keystep_budgets')
    .addColumn('subject', 'text', key)
    .addColumn('ends_at', 'bigint', required)
    .addColumn('used', 'integer', required)
    .addColumn('answered', 'integer', required)
    .addColumn('streak', 'integer', required)
    .addColumn('next_at', 'bigint', required)
    .execute()
  await schema.createIndex('keystep_budgets_ends_at').on('keystep_budgets').column('ends_at').execute()
  const challenges = schema.alterTable('keystep_challenges')
  await challenges.addColumn('count', 'integer', (column) => column.notNull().defaultTo(1)).execute()
  await challenges.addColumn('tries', 'integer', (column) => column.notNull().defaultTo(0)).execute()
  await challenges.addColumn('subjects', 'text', (column) => column.notNull().defaultTo('[]')).execute()
  await challenges.addColumn('leased_until', 'bigint').execute()
  await challenges.addColumn('hook_hash', 'text').execute()
  await challenges.addColumn('sealed_code', 'text').execute()
  await schema.createIndex('keystep_challenges_hook_hash').on('keystep_challenges').column('hook_hash').execute()
}
