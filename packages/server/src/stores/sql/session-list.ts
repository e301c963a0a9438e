import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { rotate } from './rotate.ts'
import { aliveSession, endSessionRows, selectAlive, sessionOf } from './session-record.ts'
import type { Database } from './tables.ts'

type SessionListVerbs = Pick<Store, 'sessionsOf' | 'endSessionOf' | 'endOthers'>

export function sessionListVerbs(database: Database, clock: () => number): SessionListVerbs {
  return {
    async sessionsOf(userId) {
      const now = clock()
      const rows = await selectAlive(database, now)
        .where('session.user_id', '=', userId)
        .where('session.former_of', 'is', null)
        .orderBy('session.last_seen_at', 'desc')
        .orderBy('session.created_at', 'desc')
        .execute()
      return rows.map((row) => sessionOf(row, now))
    },
    endSessionOf: (userId, id, note) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        if (user === null || (await aliveSession(transaction, user, id, now)) === null) return false
        await endSessionRows(transaction, id)
        await write(transaction, note, now)
        return true
      }),
    endOthers: (userId, { trustHash, note, ...rotation }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        const { sessionId } = rotation
        if (user === null || (await aliveSession(transaction, user, sessionId, now)) === null) return false
        await raiseEpoch(transaction, user, now, sessionId, trustHash)
        await rotate(transaction, rotation, now)
        await write(transaction, note, now)
        return true
      }),
  }
}
