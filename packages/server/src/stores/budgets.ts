import type { Budget } from './challenge-requests.ts'

/** What is known of a budget's subject. Over at `endsAt`, as if nothing had been sent. */
export type Spent = {
  readonly subject: string
  readonly endsAt: number
  readonly used: number
  /** How many codes came back. */
  readonly answered: number
  /** How many went out since one last came back. */
  readonly streak: number
  /** Nothing more before this. */
  readonly nextAt: number
}

/** Until when any of them refuses; 0: all let one more through. */
export function refusedByAny(budgets: readonly Budget[], spent: readonly Spent[], now: number): number {
  return Math.max(0, ...budgets.map((budget) => refusedUntil(budget, spentOf(budget, spent), now)))
}

/** As they are once one more went out. */
export function chargeAll(budgets: readonly Budget[], spent: readonly Spent[], now: number): readonly Spent[] {
  return budgets.map((budget) => charge(budget, spentOf(budget, spent), now))
}

function spentOf({ subject }: Budget, spent: readonly Spent[]): Spent | undefined {
  return spent.find((one) => one.subject === subject)
}

/** A code came back. */
export function answer(spent: Spent): Spent {
  return { ...spent, answered: spent.answered + 1, streak: 0 }
}

/** As if it had not been charged: what it made wait need not. */
export function refund(spent: Spent): Spent {
  return { ...spent, used: Math.max(0, spent.used - 1), streak: Math.max(0, spent.streak - 1), nextAt: 0 }
}

function refusedUntil(budget: Budget, spent: Spent | undefined, now: number): number {
  if (spent === undefined) return 0
  const { limit = Infinity, unanswered = Infinity, breaker } = budget
  const { endsAt, used, answered, streak, nextAt } = spent
  const comesBack = breaker === undefined || used < breaker.after || answered >= used * breaker.share
  const isSpent = endsAt > now && (used >= limit || streak >= unanswered || !comesBack)
  return Math.max(isSpent ? endsAt : 0, nextAt > now ? nextAt : 0)
}

function charge(budget: Budget, spent: Spent | undefined, now: number): Spent {
  const { subject, window, spacing = [] } = budget
  const isLive = spent !== undefined && spent.endsAt > now
  const before = isLive ? spent : { endsAt: now + window, used: 0, answered: 0, streak: 0 }
  const wait = spacing[Math.min(before.streak, spacing.length - 1)] ?? 0
  return {
    subject,
    endsAt: before.endsAt,
    used: before.used + 1,
    answered: before.answered,
    streak: before.streak + 1,
    nextAt: wait === 0 ? 0 : now + wait,
  }
}
