import { chargeAll, refund, refusedByAny, type Spent } from '../budgets.ts'
import type { Budget } from '../challenge-requests.ts'
import type { Store } from '../store.ts'
import type { Memory } from './accounts.ts'
import { unwrite, write } from './events.ts'

type BudgetVerbs = Pick<Store, 'chargeBudgets' | 'settleBudgets'>

export function budgetVerbs(memory: Memory): BudgetVerbs {
  return {
    async chargeBudgets(wanted, note) {
      const now = memory.clock()
      const charged = charge(memory, wanted, now)
      if ('refusedUntil' in charged) return { until: charged.refusedUntil, now }
      write(memory, note, now)
      return { until: 0, now }
    },
    async settleBudgets({ forgotten, refunded, withdrawn }) {
      for (const subject of forgotten) memory.budgets.delete(subject)
      changeEach(memory, refunded, refund)
      if (withdrawn !== undefined) unwrite(memory, withdrawn)
    },
  }
}

/** One more, charged to each; or until when one of them refuses, and none is charged. */
export function charge({ budgets }: Memory, wanted: readonly Budget[], now: number) {
  const known = wanted.flatMap(({ subject }) => budgets.get(subject) ?? [])
  const refusedUntil = refusedByAny(wanted, known, now)
  if (refusedUntil > 0) return { refusedUntil }
  const charged = chargeAll(wanted, known, now)
  for (const spent of charged) budgets.set(spent.subject, spent)
  return charged
}

export function changeEach({ budgets }: Memory, subjects: readonly string[], change: (spent: Spent) => Spent): void {
  for (const subject of subjects) {
    const spent = budgets.get(subject)
    if (spent) budgets.set(subject, change(spent))
  }
}
