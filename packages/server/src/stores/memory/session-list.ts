import type { Store } from '../store.ts'
import type { Memory } from './accounts.ts'
import { aliveSession, endSessionRows, isAlive, raiseEpoch } from './epoch.ts'
import { write } from './events.ts'
import { sessionRecord } from './records.ts'
import { rotate } from './rotate.ts'

type SessionListVerbs = Pick<Store, 'sessionsOf' | 'endSessionOf' | 'endOthers'>

export function sessionListVerbs(memory: Memory): SessionListVerbs {
  const { accounts, clock } = memory
  return {
    async sessionsOf(userId) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined) return []
      return account.sessions
        .filter((session) => session.formerOf === null && isAlive(account, session, now))
        .toSorted((one, other) => other.lastSeenAt - one.lastSeenAt || other.createdAt - one.createdAt)
        .map((session) => sessionRecord(account, session, now))
    },
    async endSessionOf(userId, id, note) {
      const account = accounts.get(userId)
      if (account === undefined || aliveSession(account, id, clock()) === undefined) return false
      endSessionRows(account, id)
      write(memory, note, clock())
      return true
    },
    async endOthers(userId, { trustHash, note, ...rotation }) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined || aliveSession(account, rotation.sessionId, now) === undefined) return false
      raiseEpoch(account, now, rotation.sessionId, trustHash)
      const kept = aliveSession(account, rotation.sessionId, now)
      if (kept !== undefined) rotate(memory, account, kept, rotation, now)
      write(memory, note, now)
      return true
    },
  }
}
