import { chargeAll, refusedByAny, type Spent } from '../budgets.ts'
import type { Budget } from '../challenge-requests.ts'
import type { Store } from '../store.ts'
import { decide } from './decide.ts'
import { unwrite, write } from './events.ts'
import { skipHeld } from './skip-held.ts'
import type { BudgetRow, Database } from './tables.ts'

type BudgetVerbs = Pick<Store, 'chargeBudgets' | 'settleBudgets'>

export function budgetVerbs(database: Database, clock: () => number): BudgetVerbs {
  return {
    chargeBudgets: (budgets, note) =>
      decide(database, async (transaction) => {
        const now = clock()
        const charged = await charge(transaction, budgets, now)
        if ('refusedUntil' in charged) return { until: charged.refusedUntil, now }
        await write(transaction, note, now)
        return { until: 0, now }
      }),
    settleBudgets: ({ forgotten, refunded, withdrawn }) =>
      decide(database, async (transaction) => {
        await hold(transaction, [...forgotten, ...refunded])
        await forget(transaction, forgotten)
        await refund(transaction, refunded)
        if (withdrawn !== undefined) await unwrite(transaction, withdrawn)
      }),
  }
}

/** One more went out, charged to each; or until when one of them refuses, and none is charged. Only in a transaction. */
export async function charge(
  transaction: Database,
  budgets: readonly Budget[],
  now: number,
): Promise<{ readonly refusedUntil: number } | readonly Spent[]> {
  if (budgets.length === 0) return []
  const rows = await hold(
    transaction,
    budgets.map(({ subject }) => subject),
  )
  const known = rows.map(spentOf)
  const refusedUntil = refusedByAny(budgets, known, now)
  if (refusedUntil > 0) return { refusedUntil }
  const charged = chargeAll(budgets, known, now)
  await transaction
    .insertInto('keystep_budgets')
    .values(charged.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({
        ends_at: eb.ref('excluded.ends_at'),
        used: eb.ref('excluded.used'),
        answered: eb.ref('excluded.answered'),
        streak: eb.ref('excluded.streak'),
        next_at: eb.ref('excluded.next_at'),
      })),
    )
    .execute()
  await purgeBudgets(transaction, now, 100)
  return charged
}

/** A code came back: whatever it was charged to reaches somebody. */
export async function noteAnswer(transaction: Database, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await hold(transaction, subjects)
  await transaction
    .updateTable('keystep_budgets')
    .set((eb) => ({ answered: eb('answered', '+', 1), streak: 0 }))
    .where('subject', 'in', subjects)
    .execute()
}

async function forget(transaction: Database, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await transaction.deleteFrom('keystep_budgets').where('subject', 'in', subjects).execute()
}

async function refund(transaction: Database, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await transaction
    .updateTable('keystep_budgets')
    .set((eb) => ({
      used: eb
        .case()
        .when('used', '>', 0)
        .then(eb('used', '-', 1))
        .else(0)
        .end(),
      streak: eb
        .case()
        .when('streak', '>', 0)
        .then(eb('streak', '-', 1))
        .else(0)
        .end(),
      next_at: 0,
    }))
    .where('subject', 'in', subjects)
    .execute()
}

/** Nothing went out after all, so the next one need not wait; it stays charged. */
export async function forgoWait(transaction: Database, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await hold(transaction, subjects)
  await transaction.updateTable('keystep_budgets').set({ next_at: 0 }).where('subject', 'in', subjects).execute()
}

/**
 * Takes their rows for the rest of the transaction, new ones too, since users share them. By name, one after another:
 * two transactions that took the same ones in different orders would wait for each other.
 */
async function hold(transaction: Database, subjects: readonly string[]): Promise<readonly BudgetRow[]> {
  if (subjects.length === 0) return []
  const nothing = { ends_at: 0, used: 0, answered: 0, streak: 0, next_at: 0 }
  return await transaction
    .insertInto('keystep_budgets')
    .values(subjects.toSorted().map((subject) => ({ subject, ...nothing })))
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet((eb) => ({ used: eb.ref('keystep_budgets.used') })),
    )
    .returningAll()
    .execute()
}

/** A few of those that are over and say nothing any more; others are at work on those that are held. */
export async function purgeBudgets(database: Database, now: number, limit: number): Promise<bigint> {
  const over = database
    .selectFrom('keystep_budgets')
    .select('subject')
    .where('ends_at', '<=', now)
    .where('next_at', '<=', now)
    .limit(limit)
  const gone = database.deleteFrom('keystep_budgets').where('subject', 'in', skipHeld(database, over))
  return (await gone.executeTakeFirst()).numDeletedRows
}

function spentOf({ subject, ends_at, used, answered, streak, next_at }: BudgetRow): Spent {
  return { subject, endsAt: ends_at, used, answered, streak, nextAt: next_at }
}

function rowOf({ subject, endsAt, used, answered, streak, nextAt }: Spent): BudgetRow {
  return { subject, ends_at: endsAt, used, answered, streak, next_at: nextAt }
}
