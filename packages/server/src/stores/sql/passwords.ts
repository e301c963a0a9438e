import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { userOf } from './records.ts'
import { rotate } from './rotate.ts'
import { aliveSession } from './session-record.ts'
import type { Database } from './tables.ts'
import { saveUser } from './users.ts'

type PasswordVerbs = Pick<
  Store,
  | 'createPassword'
  | 'findPassword'
  | 'findPasswordOf'
  | 'replacePassword'
  | 'openPasswordReset'
  | 'findPasswordReset'
  | 'usePasswordReset'
>

export function passwordVerbs(database: Database, clock: () => number): PasswordVerbs {
  return {
    createPassword: (profile, hash, note) =>
      decide(database, async (transaction, refuse) => {
        const now = clock()
        const user = await saveUser(transaction, profile, now)
        await write(transaction, note, now)
        const { identifier } = user
        const { numInsertedOrUpdatedRows } = await transaction
          .insertInto('keystep_passwords')
          .values({ user_id: user.id, identifier, hash, reset_opened_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows === 1n) return user
        const taken = await transaction
          .selectFrom('keystep_passwords')
          .select('user_id')
          .where('identifier', '=', identifier)
          .where('user_id', '<>', user.id)
          .executeTakeFirst()
        if (taken !== undefined) return refuse(null)
        const own = transaction.updateTable('keystep_passwords').where('user_id', '=', user.id)
        await own.set({ identifier, hash }).execute()
        return user
      }),
    async findPassword(identifier) {
      const found = await database
        .selectFrom('keystep_passwords as password')
        .innerJoin('keystep_users as user', 'user.id', 'password.user_id')
        .where('password.identifier', '=', identifier)
        .selectAll('user')
        .select('password.hash')
        .executeTakeFirst()
      if (found === undefined) return null
      const { hash, ...user } = found
      return { user: userOf(user), hash }
    },
    async findPasswordOf(userId) {
      const found = await database
        .selectFrom('keystep_passwords')
        .select('hash')
        .where('user_id', '=', userId)
        .executeTakeFirst()
      return found?.hash ?? null
    },
    replacePassword: ({ userId, hash, keep, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        if (user === null) return false
        if (keep !== undefined && (await aliveSession(transaction, user, keep.sessionId, now)) === null) return false
        if (!(await setPassword(transaction, userId, hash))) return false
        await raiseEpoch(transaction, user, now, keep?.sessionId)
        if (keep !== undefined) await rotate(transaction, keep, now)
        await write(transaction, note, now)
        return true
      }),
    openPasswordReset: ({ tokenHash, userId, lifetime, spacing, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const { numUpdatedRows } = await transaction
          .updateTable('keystep_passwords')
          .set({ reset_opened_at: now })
          .where('user_id', '=', userId)
          .where((eb) => eb.or([eb('reset_opened_at', 'is', null), eb('reset_opened_at', '<=', now - spacing)]))
          .executeTakeFirst()
        if (numUpdatedRows === 0n) return false
        const reset = { token_hash: tokenHash, user_id: userId, expires_at: now + lifetime }
        await transaction.insertInto('keystep_password_resets').values(reset).execute()
        await write(transaction, note, now)
        return true
      }),
    async findPasswordReset(tokenHash) {
      const reset = selectReset(database, tokenHash, clock())
      const row = await database.selectFrom('keystep_users').selectAll().where('id', '=', reset).executeTakeFirst()
      return row === undefined ? null : userOf(row)
    },
    usePasswordReset: ({ tokenHash, hash, note }) =>
      decide(database, async (transaction) => {
        const now = clock()
        const reset = selectReset(transaction, tokenHash, now)
        const user = await lockUser(transaction, reset.$asScalar())
        // Again behind the lock: another use of this reset may have been waited for.
        if (user === null || user.disabled || (await reset.executeTakeFirst()) === undefined) return null
        if (!(await setPassword(transaction, user.id, hash))) return null
        await write(transaction, note, now)
        return await raiseEpoch(transaction, user, now)
      }),
  }
}

function selectReset(database: Database, tokenHash: string, now: number) {
  return database
    .selectFrom('keystep_password_resets')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .select('user_id')
}

/** With every open reset gone. False when the user has no password. */
async function setPassword(transaction: Database, userId: string, hash: string): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('keystep_passwords')
    .set({ hash })
    .where('user_id', '=', userId)
    .executeTakeFirst()
  await transaction.deleteFrom('keystep_password_resets').where('user_id', '=', userId).execute()
  return numUpdatedRows > 0n
}
