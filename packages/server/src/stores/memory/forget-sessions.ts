import type { Account, Memory, Session } from './accounts.ts'
import { forgetDevices } from './forget-devices.ts'

/** With what they began to enrol. Their tokens may be filed again. */
export function forgetSessions({ owners }: Memory, account: Account, isForgotten: (session: Session) => boolean): void {
  const forgotten = account.sessions.filter(isForgotten)
  account.sessions = account.sessions.filter((session) => !forgotten.includes(session))
  forgetDevices(account, ({ sessionId }) => forgotten.some(({ id }) => id === sessionId))
  for (const { id, tokenHash } of forgotten) {
    owners.session.delete(id)
    owners.token.delete(tokenHash)
  }
}
