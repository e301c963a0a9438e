import type { Store } from '../store.ts'
import { saveAccount, type Memory } from './accounts.ts'
import { raiseEpoch } from './epoch.ts'

type UserVerbs = Pick<
  Store,
  'saveUser' | 'findUser' | 'usersNamed' | 'updateUser' | 'setDisabled' | 'deleteUser' | 'endAll'
>

export function userVerbs(memory: Memory): UserVerbs {
  const { accounts, owners, clock } = memory
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
        .filter(({ id, identifier }) => id === name || identifier === name)
        .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    },
    async updateUser(id, change) {
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
      return { ...saveAccount(memory, { ...account.user, ...change, id }).user }
    },
    async setDisabled(id, disabled) {
      const account = accounts.get(id)
      if (account === undefined) return null
      if (disabled) raiseEpoch(account, clock())
      account.user = { ...account.user, disabled }
      return { ...account.user }
    },
    async deleteUser(id) {
      accounts.delete(id)
      for (const keys of Object.values(owners)) {
        for (const [key, owner] of keys) if (owner === id) keys.delete(key)
      }
    },
    async endAll(userId, { exceptSession } = {}) {
      const account = accounts.get(userId)
      if (account !== undefined) raiseEpoch(account, clock(), exceptSession)
    },
  }
}
