import type { Store } from '../store.ts'
import { saveAccount, type Memory } from './accounts.ts'
import { raiseEpoch } from './epoch.ts'
import { write } from './events.ts'

type UserVerbs = Pick<
  Store,
  'saveUser' | 'findUser' | 'usersNamed' | 'updateUser' | 'setDisabled' | 'deleteUser' | 'endAll'
>

export function userVerbs(memory: Memory): UserVerbs {
  const { accounts, owners, events, outbox, clock } = memory
  return {
    async saveUser(profile) {
      return { ...saveAccount(memory, profile).user }
    },
    async findUser(id) {
      const account = accounts.get(id)
      return account === undefined ? null : { ...account.user }
    },
    async usersNamed(name) {
      const users = [...accounts.values()].map(({ user }) => ({ ...user }))
      return users
        .filter(({ id, identifier, email }) => [id, identifier, email].includes(name))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
    async updateUser(id, change, note) {
      const account = accounts.get(id)
      if (account === undefined) return null
      const { identifier } = change
      if (identifier !== undefined && identifier !== account.user.identifier && account.password !== null) {
        const owner = owners.identifier.get(identifier) ?? id
        if (owner !== id) return 'conflict'
        owners.identifier.delete(account.password.identifier)
        owners.identifier.set(identifier, id)
        account.password = { ...account.password, identifier }
      }
      write(memory, note, clock())
      return { ...saveAccount(memory, { ...account.user, ...change, id }).user }
    },
    async setDisabled(id, disabled, note) {
      const account = accounts.get(id)
      if (account === undefined) return null
      const now = clock()
      if (disabled) raiseEpoch(account, now)
      account.user = { ...account.user, disabled }
      write(memory, note, now)
      return { ...account.user }
    },
    async deleteUser(id, note) {
      if (!accounts.delete(id)) return
      for (const keys of Object.values(owners)) {
        for (const [key, owner] of keys) if (owner === id) keys.delete(key)
      }
      for (const message of outbox.values()) if (message.userId === id) outbox.delete(message.id)
      for (const event of events.values()) if (event.userId === id) events.delete(event.id)
      write(memory, note, clock())
    },
    async endAll(userId, { exceptSession, note } = {}) {
      const account = accounts.get(userId)
      if (account === undefined) return
      const now = clock()
      raiseEpoch(account, now, exceptSession)
      write(memory, note, now)
    },
  }
}
