import type { Budget } from '../stores/challenge-requests.ts'
import type { CodeHashes } from './code-hashes.ts'

/** Of a budget's subject, what stands before the colon says what is counted, and the rest would say who. */
export async function hashSubject(hashes: CodeHashes, budget: Budget): Promise<Budget> {
  const [kind, ...who] = budget.subject.split(':')
  return { ...budget, subject: `${kind}:${await hashes.of(who.join(':'), `budget|${kind}`)}` }
}
