import { never } from '../never.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { fileSession } from './file-session.ts'
import { prepare } from './prepare.ts'
import { rekey } from './rekey.ts'
import { rotate } from './rotate.ts'
import {
  aliveSession,
  endSessionRows,
  type FoundSession,
  selectAlive,
  sessionOf,
  sessionRecord,
} from './session-record.ts'
import { spend } from './spend.ts'
import type { Database } from './tables.ts'
import { openTrust } from './trusts.ts'

type SessionVerbs = Pick<
  Store,
  'openSession' | 'findSession' | 'touchSession' | 'refreshFirstFactor' | 'rekeySession' | 'endSession' | 'finishStepUp'
>

export function sessionVerbs(database: Database, clock: () => number): SessionVerbs {
  return {
    openSession: (opening) =>
      decide(database, async (transaction, refuse) => {
        const user = await lockUser(transaction, opening.userId)
        if (user === null) return null
        return (await fileSession(transaction, user, opening, clock())) ?? refuse(null)
      }),
    async findSession(tokenHash) {
      const now = clock()
      const { rows } = await selectByToken(database, { tokenHash, now })
      const [found] = rows
      return found === undefined ? null : sessionOf(found, now)
    },
    async touchSession(id, idle) {
      const now = clock()
      await database
        .updateTable('keystep_sessions')
        .set((eb) => ({
          last_seen_at: now,
          idle_until: eb
            .case()
            .when('idle_until', '=', never)
            .then(never)
            .else(now + idle)
            .end(),
        }))
        .where('id', '=', id)
        .where('former_of', 'is', null)
        .where('expires_at', '>', now)
        .where('idle_until', '>', now)
        .execute()
    },
    refreshFirstFactor: ({ note, ...refresh }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, ownerOf(transaction, 'id', refresh.sessionId))
        if (user === null || (await aliveSession(transaction, user, refresh.sessionId, now)) === null) return null
        await rotate(transaction, refresh, now, { first_factor_at: now })
        await write(transaction, note, now)
        return await sessionRecord(transaction, refresh.sessionId, now)
      }),
    rekeySession: (id, tokenHash) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, ownerOf(transaction, 'id', id))
        const session = user && (await aliveSession(transaction, user, id, now))
        if (user !== null && session !== null) await rekey(transaction, user, session, tokenHash, now)
      }),
    endSession: (tokenHash, note) =>
      decide(database, async (transaction) => {
        if ((await lockUser(transaction, ownerOf(transaction, 'token_hash', tokenHash))) === null) return
        const session = transaction
          .selectFrom('keystep_sessions')
          .where('token_hash', '=', tokenHash)
          // A token that has ended already ends nothing.
          .where('expires_at', '>', 0)
          .select((eb) => eb.fn.coalesce('former_of', 'id').as('id'))
          .$asScalar()
        if (await endSessionRows(transaction, session)) await write(transaction, note, clock())
      }),
    finishStepUp: ({ userId, deviceId, use, trust, note, ...rotation }) =>
      decide(database, async (transaction, refuse) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        const session = user && (await aliveSession(transaction, user, rotation.sessionId, now))
        if (session === null) return { ok: false, reason: 'expired' }
        const spent = await spend(transaction, { userId, deviceId, confirmed: true }, use, now)
        if (!spent) return refuse({ ok: false, reason: 'used' })
        const amr = await withMethodOf(transaction, deviceId, session.amr)
        await rotate(transaction, rotation, now, { verified_at: now, device_id: deviceId, trusted: 0, amr })
        if (trust !== null) await openTrust(transaction, userId, trust, now)
        await write(transaction, note, now)
        return { ok: true, session: await sessionRecord(transaction, session.id, now) }
      }),
  }
}

const selectByToken = prepare<{ readonly tokenHash: string; readonly now: number }, FoundSession>((database, given) =>
  selectAlive(
    database,
    given(({ now }) => now),
  ).where(
    'session.token_hash',
    '=',
    given(({ tokenHash }) => tokenHash),
  ),
)

function ownerOf(database: Database, column: 'id' | 'token_hash', value: string) {
  return database.selectFrom('keystep_sessions').where(column, '=', value).select('user_id').$asScalar()
}

/** How the user proved who they are, with this device among it. */
export async function withMethodOf(transaction: Database, deviceId: string, amr: string): Promise<string> {
  const { method } = await transaction
    .selectFrom('keystep_devices')
    .select('method')
    .where('id', '=', deviceId)
    .executeTakeFirstOrThrow()
  return JSON.stringify([...new Set([...(JSON.parse(amr) as string[]), method])])
}
