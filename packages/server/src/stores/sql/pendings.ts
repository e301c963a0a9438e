import { isPostgres } from './is-postgres.ts'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { newId } from '../new-id.ts'
import type { Finished, FinishLogin } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { finishAtOnce, isPlain } from './finish-at-once.ts'
import { makeRoomForPending, makeRoomForSession } from './make-room.ts'
import { confirmedDevices, devicesOf, type FoundDevice, tokensLeft, userOf } from './records.ts'
import { type Given, prepare } from './prepare.ts'
import { insertSession, sessionRecord } from './session-record.ts'
import { spend } from './spend.ts'
import type { Database, PendingRow, UserRow } from './tables.ts'
import { openTrust } from './trusts.ts'
import { tryAgain } from './try-again.ts'

type PendingVerbs = Pick<Store, 'openPending' | 'findPending' | 'endPending' | 'finishLogin'>

export function pendingVerbs(database: Database, clock: () => number): PendingVerbs {
  return {
    openPending: ({ tokenHash, userId, epoch, amr, next, lifetime, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        if (user === null) return null
        await makeRoomForPending(transaction, userId)
        await makeRoomForSession(transaction, user, now)
        const expiresAt = lifetime === null ? null : now + lifetime
        const row = { token_hash: tokenHash, user_id: userId, epoch, first_factor_at: now, next }
        await transaction
          .insertInto('keystep_pending_logins')
          .values({ ...row, expires_at: expiresAt, amr: JSON.stringify(amr) })
          .execute()
        await write(transaction, note, now)
        const devices = await confirmedDevices(transaction, userId, now)
        return { tokenHash, user, firstFactorAt: now, expiresAt, amr: [...amr], next, devices, now }
      }),
    async findPending(tokenHash) {
      const now = clock()
      // PostgreSQL hands over both in one round trip; SQLite has none to save.
      const select = isPostgres(database) ? selectWithDevices : selectAlive
      const [found] = (await select(database, { tokenHash, now })).rows
      if (found === undefined) return null
      const { first_factor_at: firstFactorAt, expires_at: expiresAt, amr, next, devices: rows, ...user } = found
      const devices = rows ? devicesOf(rows, now) : await confirmedDevices(database, user.id, now)
      const methods = JSON.parse(amr) as string[]
      return { tokenHash, user: userOf(user), firstFactorAt, expiresAt, amr: methods, next, devices, now }
    },
    async endPending(tokenHash) {
      await database.deleteFrom('keystep_pending_logins').where('token_hash', '=', tokenHash).execute()
    },
    finishLogin: (finish) =>
      isPlain(database, finish)
        ? tryAgain(() => finishAtOnce(database, finish, clock()))
        : decide(database, (transaction, refuse) => finishLogin(transaction, finish, clock(), refuse)),
  }
}

async function finishLogin(
  transaction: Database,
  { pending, deviceId, use, trust, note, session: { tokenHash, lifetimes, amr, browser = null } }: FinishLogin,
  now: number,
  refuse: (answer: Finished) => never,
): Promise<Finished> {
  const user = await lockUser(transaction, pending.user.id)
  if (user === null || user.disabled) return { ok: false, reason: 'expired' }
  const alive = { tokenHash: pending.tokenHash, userId: user.id, epoch: user.epoch, now }
  const [ended] = (await endAlive(transaction, alive)).rows
  if (ended === undefined) return { ok: false, reason: 'expired' }
  const spent = await spend(transaction, { userId: user.id, deviceId, confirmed: true }, use, now)
  if (!spent) return refuse({ ok: false, reason: 'used' })
  const id = newId()
  await insertSession(transaction, {
    id,
    token_hash: tokenHash,
    user_id: user.id,
    former_of: null,
    epoch: user.epoch,
    created_at: now,
    last_seen_at: now,
    expires_at: now + lifetimes.absolute,
    idle_until: now + lifetimes.idle,
    first_factor_at: ended.first_factor_at,
    verified_at: now,
    device_id: deviceId,
    trusted: 0,
    amr: JSON.stringify(amr),
    browser,
  })
  if (trust !== null) await openTrust(transaction, user.id, trust, now)
  await write(transaction, note, now, id)
  return { ok: true, session: await sessionRecord(transaction, id, now) }
}

type AlivePending = UserRow &
  Pick<PendingRow, 'first_factor_at' | 'expires_at' | 'amr' | 'next'> & {
    readonly devices?: readonly FoundDevice[]
  }

type Shown = { readonly tokenHash: string; readonly now: number }

const selectAlive = prepare<Shown, AlivePending>(alivePending)

const selectWithDevices = prepare<Shown, AlivePending>((database, given) =>
  alivePending(database, given).select((eb) =>
    jsonArrayFrom(
      eb
        .selectFrom('keystep_devices')
        .selectAll('keystep_devices')
        .select(tokensLeft)
        .whereRef('keystep_devices.user_id', '=', 'user.id')
        .where('keystep_devices.confirmed_at', 'is not', null),
    ).as('devices'),
  ),
)

function alivePending(database: Database, given: Given<Shown>) {
  const now = given((shown) => shown.now)
  return database
    .selectFrom('keystep_pending_logins as pending')
    .innerJoin('keystep_users as user', 'user.id', 'pending.user_id')
    .where(
      'pending.token_hash',
      '=',
      given(({ tokenHash }) => tokenHash),
    )
    .where((eb) => eb.or([eb('pending.expires_at', 'is', null), eb('pending.expires_at', '>', now)]))
    .whereRef('pending.epoch', '=', 'user.epoch')
    .where('user.disabled', '=', 0)
    .selectAll('user')
    .select(['pending.first_factor_at', 'pending.expires_at', 'pending.amr', 'pending.next'])
}

type Alive = { readonly tokenHash: string; readonly userId: string; readonly epoch: number; readonly now: number }

const endAlive = prepare<Alive, Pick<PendingRow, 'first_factor_at'>>((database, given) =>
  database
    .deleteFrom('keystep_pending_logins')
    .where(
      'token_hash',
      '=',
      given(({ tokenHash }) => tokenHash),
    )
    .where(
      'user_id',
      '=',
      given(({ userId }) => userId),
    )
    .where(
      'epoch',
      '=',
      given(({ epoch }) => epoch),
    )
    .where((eb) =>
      eb.or([
        eb('expires_at', 'is', null),
        eb(
          'expires_at',
          '>',
          given(({ now }) => now),
        ),
      ]),
    )
    .returning('first_factor_at'),
)
