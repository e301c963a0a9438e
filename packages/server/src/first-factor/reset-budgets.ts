import type { Budget } from '../stores/challenge-requests.ts'
import type { Visitor } from './guess-budgets.ts'

const hour = 3_600_000
const day = 24 * hour
/** As many as codes by mail that one address gets. */
const perUser = 30
const perAddress = 100

/**
 * What a link for a forgotten password is charged to. A browser in which its user signed in before has a budget of its
 * own, so that no stranger can use up what its owner needs.
 */
export function resetBudgets(visitor: Visitor): readonly Budget[] {
  const { name } = visitor
  if (visitor.kind === 'recognised') {
    return [{ subject: `reset-known:${name}|${visitor.browser}`, window: day, limit: perUser }]
  }
  const ofUser: Budget = { subject: `reset:${name}`, window: day, limit: perUser }
  const { address } = visitor
  return address === null ? [ofUser] : [ofUser, { subject: `reset-from:${address}`, window: hour, limit: perAddress }]
}
