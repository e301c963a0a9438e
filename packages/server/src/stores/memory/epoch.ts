import type { Account, Session } from './accounts.ts'

export function isAlive({ user }: Account, session: Session, now: number): boolean {
  return !user.disabled && session.epoch === user.epoch && session.expiresAt > now && session.idleUntil > now
}

export function aliveSession(account: Account, id: string, now: number): Session | undefined {
  return account.sessions.find(
    (session) => session.id === id && session.formerOf === null && isAlive(account, session, now),
  )
}

/** With its former tokens. The rows stay, so that no token is ever filed again. */
export function endSessionRows(account: Account, ended: string): void {
  account.sessions = account.sessions.map((session) =>
    session.id === ended || session.formerOf === ended ? { ...session, expiresAt: 0 } : session,
  )
}

/** Ends everything signed in but one session, every pending login, every trust but one. What ended before stays ended. */
export function raiseEpoch(account: Account, now: number, exceptSession?: string, exceptTrust?: string | null): void {
  const epoch = account.user.epoch + 1
  const kept = exceptSession === undefined ? undefined : aliveSession(account, exceptSession, now)
  account.user = { ...account.user, epoch }
  account.pendings = []
  account.trusts = account.trusts.filter(({ tokenHash }) => tokenHash === exceptTrust)
  account.sessions = account.sessions.map((session) => (session === kept ? { ...session, epoch } : session))
}
