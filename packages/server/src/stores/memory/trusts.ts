import { newId } from '../new-id.ts'
import type { NewTrust } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { ownerOf, type Account, type Memory, type Trust } from './accounts.ts'
import { write } from './events.ts'
import { makeRoomForTrust } from './make-room.ts'

type TrustVerbs = Pick<Store, 'findTrust' | 'endTrust' | 'trustsOf' | 'endTrustOf'>

export function trustVerbs(memory: Memory): TrustVerbs {
  return {
    async findTrust(tokenHash) {
      const account = ownerOf(memory, 'trust', tokenHash)
      if (account === undefined || !isTrusted(account, tokenHash, memory.clock())) return null
      return { userId: account.user.id }
    },
    async endTrust(tokenHash) {
      endTrust(memory, tokenHash)
    },
    async trustsOf(userId) {
      const live = liveTrusts(memory, userId).toReversed()
      return live.map(({ turnHash: _turn, formerTurnHash: _former, turnedAt: _at, ...trust }) => trust)
    },
    async endTrustOf(userId, id, note) {
      const trust = liveTrusts(memory, userId).find((live) => live.id === id)
      if (trust === undefined) return false
      endTrust(memory, trust.tokenHash)
      write(memory, note, memory.clock())
      return true
    },
  }
}

export function openTrust(
  memory: Memory,
  account: Account,
  { tokenHash, turnHash, lifetime, replaces, browser = null }: NewTrust,
  now: number,
): void {
  if (replaces !== null) endTrust(memory, replaces)
  makeRoomForTrust(account, now)
  const turns = { turnHash, formerTurnHash: null, turnedAt: null }
  const times = { createdAt: now, lastUsedAt: null, expiresAt: now + lifetime }
  account.trusts = [...account.trusts, { id: newId(), tokenHash, ...times, browser, ...turns }]
  memory.owners.trust.set(tokenHash, account.user.id)
}

function isTrusted({ trusts }: Account, tokenHash: string, now: number): boolean {
  return trusts.some((trust) => trust.tokenHash === tokenHash && trust.expiresAt > now)
}

function liveTrusts({ accounts, clock }: Memory, userId: string): readonly Trust[] {
  const now = clock()
  return accounts.get(userId)?.trusts.filter(({ expiresAt }) => expiresAt > now) ?? []
}

export function endTrust(memory: Memory, tokenHash: string): void {
  const account = ownerOf(memory, 'trust', tokenHash)
  if (account !== undefined) account.trusts = account.trusts.filter((trust) => trust.tokenHash !== tokenHash)
  memory.owners.trust.delete(tokenHash)
}
