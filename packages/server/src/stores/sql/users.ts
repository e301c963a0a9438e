import type { UserProfile } from '../records.ts'
import type { Store } from '../store.ts'
import { decide, lockUser } from './decide.ts'
import { raiseEpoch } from './raise-epoch.ts'
import { userOf } from './records.ts'
import type { Database } from './tables.ts'

type UserVerbs = Pick<Store, 'saveUser' | 'findUser' | 'updateUser' | 'setDisabled' | 'deleteUser' | 'endAll'>

export function userVerbs(database: Database, clock: () => number): UserVerbs {
  return {
    saveUser: (profile) => saveUser(database, profile, clock()),
    async findUser(id) {
      const row = await database.selectFrom('keystep_users').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : userOf(row)
    },
    updateUser: (id, change) =>
      decide(database, async (transaction) => {
        const user = await lockUser(transaction, id)
        if (user === null) return null
        if (change.identifier !== undefined && change.identifier !== user.identifier) {
          await changeIdentifier(transaction, id, change.identifier)
        }
        return await saveUser(transaction, { ...user, ...change, id }, clock())
      }),
    setDisabled: (id, disabled) =>
      decide(database, async (transaction) => {
        const user = await lockUser(transaction, id)
        if (user === null) return null
        const raised = disabled ? await raiseEpoch(transaction, user, clock()) : user
        const flag = { disabled: Number(disabled) }
        await transaction.updateTable('keystep_users').set(flag).where('id', '=', id).execute()
        return { ...raised, disabled }
      }),
    async deleteUser(id) {
      await database.deleteFrom('keystep_users').where('id', '=', id).execute()
    },
    endAll: (userId, { exceptSession } = {}) =>
      decide(database, async (transaction) => {
        const user = await lockUser(transaction, userId)
        if (user !== null) await raiseEpoch(transaction, user, clock(), exceptSession)
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

async function changeIdentifier(transaction: Database, userId: string, identifier: string): Promise<void> {
  const other = await transaction
    .selectFrom('keystep_passwords')
    .select('user_id')
    .where('identifier', '=', identifier)
    .where('user_id', '<>', userId)
    .executeTakeFirst()
  const own = await transaction
    .selectFrom('keystep_passwords')
    .select('user_id')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  if (own === undefined) return
  if (other !== undefined) {
    throw new Error('updateUser: another user signs in with this identifier. Choose another one.')
  }
  await transaction.updateTable('keystep_passwords').set({ identifier }).where('user_id', '=', userId).execute()
}
