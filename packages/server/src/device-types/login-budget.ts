import type { Budget } from '../stores/challenge-requests.ts'

/** As long as a login or an enrolment takes. */
const window = 600_000

/** So many codes for one login, step-up or enrolment, until one comes back. */
export function loginBudget(boundTo: string, unanswered: number): Budget {
  return { subject: `for:${boundTo}`, window, unanswered }
}
