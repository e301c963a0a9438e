import type { User, UserProfile } from '../records.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { write } from './events.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { userOf } from './records.ts'
import type { Database } from './tables.ts'

type UserVerbs = Pick<
  Store,
  'saveUser' | 'findUser' | 'usersNamed' | 'updateUser' | 'setDisabled' | 'deleteUser' | 'endAll'
>

export function userVerbs(database: Database, clock: () => number): UserVerbs {
  return {
    saveUser: (profile) => saveUser(database, profile, clock()),
    async findUser(id) {
      const row = await database.selectFrom('keystep_users').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : userOf(row)
    },
    async usersNamed(name) {
      const rows = await database
        .selectFrom('keystep_users')
        .selectAll()
        .where((eb) => eb.or([eb('id', '=', name), eb('identifier', '=', name), eb('email', '=', name)]))
        .orderBy('id')
        .execute()
      return rows.map(userOf)
    },
    updateUser: (id, change, note) =>
      decide<User | 'conflict' | null>(database, async (transaction, refuse) => {
        const user = await lockUser(transaction, id)
        if (user === null) return null
        const { identifier = user.identifier } = change
        if (identifier !== user.identifier && !(await changeIdentifier(transaction, id, identifier))) {
          return refuse('conflict')
        }
        const now = clock()
        await write(transaction, note, now)
        return await saveUser(transaction, { ...user, ...change, id }, now)
      }),
    setDisabled: (id, disabled, note) =>
      decide(database, async (transaction) => {
        const user = await lockUser(transaction, id)
        if (user === null) return null
        const now = clock()
        const raised = disabled ? await raiseEpoch(transaction, user, now) : user
        const flag = { disabled: Number(disabled) }
        await transaction.updateTable('keystep_users').set(flag).where('id', '=', id).execute()
        await write(transaction, note, now)
        return { ...raised, disabled }
      }),
    deleteUser: (id, note) =>
      decide(database, async (transaction) => {
        const { numDeletedRows } = await transaction.deleteFrom('keystep_users').where('id', '=', id).executeTakeFirst()
        if (numDeletedRows === 0n) return
        await transaction.deleteFrom('keystep_events').where('user_id', '=', id).execute()
        await write(transaction, note, clock())
      }),
    endAll: (userId, { exceptSession, note } = {}) =>
      decide(database, async (transaction) => {
        const now = clock()
        const user = await lockUser(transaction, userId)
        if (user === null) return
        await raiseEpoch(transaction, user, now, exceptSession)
        await write(transaction, note, now)
      }),
  }
}

export async function saveUser(database: Database, profile: UserProfile, now: number) {
  const { id, identifier, name = null, image = null, email = null, language = null } = profile
  const { emailVerified = false, staff = false } = profile
  const saved = {
    identifier,
    name,
    image,
    email,
    language,
    email_verified: Number(emailVerified),
    staff: Number(staff),
  }
  const row = await database
    .insertInto('keystep_users')
    // A first epoch of now: what was judged for somebody who had this id before opens nothing.
    .values({ id, ...saved, disabled: 0, epoch: now })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(saved))
    .returningAll()
    .executeTakeFirstOrThrow()
  return userOf(row)
}

/** False when another user signs in with it. Filed anew, because an insert is refused without an error. */
async function changeIdentifier(transaction: Database, userId: string, identifier: string): Promise<boolean> {
  const password = await transaction
    .deleteFrom('keystep_passwords')
    .where('user_id', '=', userId)
    .returningAll()
    .executeTakeFirst()
  if (password === undefined) return true
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('keystep_passwords')
    .values({ ...password, identifier })
    .onConflict((conflict) => conflict.column('identifier').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
