import { judgeTurn } from '../judge-turn.ts'
import type { Store } from '../store.ts'
import type { TrustedSession } from '../trust-requests.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { fileSession } from './file-session.ts'
import type { Database } from './tables.ts'

export function trustedSessionVerbs(database: Database, clock: () => number): Pick<Store, 'openTrustedSession'> {
  return {
    openTrustedSession: ({ trust: { tokenHash, turnHash, nextHash, reused }, ...opening }) =>
      decide<TrustedSession>(database, async (transaction, refuse) => {
        const now = clock()
        const user = await lockUser(transaction, opening.userId)
        const trust = await transaction
          .selectFrom('keystep_trusted_browsers')
          .selectAll()
          .where('token_hash', '=', tokenHash)
          .where('user_id', '=', opening.userId)
          .where('expires_at', '>', now)
          .executeTakeFirst()
        if (user === null || trust === undefined) return { opened: false, reused: false }
        const { id, expires_at, turn_hash, former_turn_hash, turned_at } = trust
        const turns = { turnHash: turn_hash, formerTurnHash: former_turn_hash, turnedAt: turned_at }
        const turn = judgeTurn(turns, turnHash, now)
        if (turn === 'reused') {
          await transaction.deleteFrom('keystep_trusted_browsers').where('id', '=', id).execute()
          await write(transaction, reused && { events: [reused], messages: [] }, now)
          return { opened: false, reused: true }
        }
        const session = await fileSession(transaction, user, opening, now, true)
        if (session === null) return refuse({ opened: false, reused: false })
        const turned = { turn_hash: nextHash, former_turn_hash: turn_hash, turned_at: now }
        await transaction
          .updateTable('keystep_trusted_browsers')
          .set({ last_used_at: now, ...(turn === 'present' && turned) })
          .where('id', '=', id)
          .execute()
        return { opened: true, session, turnedUntil: turn === 'present' ? expires_at : null }
      }),
  }
}
