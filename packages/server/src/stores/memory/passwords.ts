import type { Store } from '../store.ts'
import { ownerOf, saveAccount, type Memory } from './accounts.ts'
import { aliveSession, raiseEpoch } from './epoch.ts'
import { write } from './events.ts'
import { rotate } from './rotate.ts'

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

export function passwordVerbs(memory: Memory): PasswordVerbs {
  const { accounts, owners, clock } = memory

  function withReset(tokenHash: string, now: number) {
    const account = ownerOf(memory, 'reset', tokenHash)
    const isOpen = account?.resets.some((open) => open.tokenHash === tokenHash && open.expiresAt > now)
    return isOpen ? account : undefined
  }

  return {
    async createPassword(profile, hash, note) {
      const { id, identifier } = profile
      if ((owners.identifier.get(identifier) ?? id) !== id) return null
      const former = accounts.get(id)?.password?.identifier
      if (former !== undefined) owners.identifier.delete(former)
      const account = saveAccount(memory, profile)
      account.password = { identifier, hash, resetOpenedAt: account.password?.resetOpenedAt ?? null }
      owners.identifier.set(identifier, id)
      write(memory, note, clock())
      return { ...account.user }
    },
    async findPassword(identifier) {
      const account = ownerOf(memory, 'identifier', identifier)
      if (account === undefined || account.password === null) return null
      return { user: { ...account.user }, hash: account.password.hash }
    },
    async findPasswordOf(userId) {
      return accounts.get(userId)?.password?.hash ?? null
    },
    async replacePassword({ userId, hash, keep, note }) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined || account.password === null) return false
      if (keep !== undefined && aliveSession(account, keep.sessionId, now) === undefined) return false
      account.password = { ...account.password, hash }
      account.resets = []
      raiseEpoch(account, now, keep?.sessionId)
      const kept = keep === undefined ? undefined : aliveSession(account, keep.sessionId, now)
      if (keep !== undefined && kept !== undefined) rotate(memory, account, kept, keep, now)
      write(memory, note, now)
      return true
    },
    async openPasswordReset({ tokenHash, userId, lifetime, spacing, note }) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined || account.password === null) return false
      const { resetOpenedAt } = account.password
      if (resetOpenedAt !== null && resetOpenedAt > now - spacing) return false
      account.password = { ...account.password, resetOpenedAt: now }
      account.resets = [...account.resets, { tokenHash, expiresAt: now + lifetime }]
      owners.reset.set(tokenHash, userId)
      write(memory, note, now)
      return true
    },
    async findPasswordReset(tokenHash) {
      const account = withReset(tokenHash, clock())
      return account === undefined ? null : { ...account.user }
    },
    async usePasswordReset({ tokenHash, hash, note }) {
      const now = clock()
      const account = withReset(tokenHash, now)
      if (account === undefined || account.password === null || account.user.disabled) return null
      account.password = { ...account.password, hash }
      account.resets = []
      raiseEpoch(account, now)
      write(memory, note, now)
      return { ...account.user }
    },
  }
}
