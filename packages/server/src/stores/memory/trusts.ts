import type { NewTrust } from '../store-requests.ts'
import type { Store } from '../store.ts'
import { ownerOf, type Account, type Memory } from './accounts.ts'

type TrustVerbs = Pick<Store, 'findTrust' | 'endTrust'>

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
  }
}

export function openTrust(
  memory: Memory,
  account: Account,
  { tokenHash, lifetime, replaces }: NewTrust,
  now: number,
): void {
  if (replaces !== null) endTrust(memory, replaces)
  const live = account.trusts.filter(({ expiresAt }) => expiresAt > now)
  account.trusts = [...live, { tokenHash, expiresAt: now + lifetime }]
  memory.owners.trust.set(tokenHash, account.user.id)
}

export function isTrusted({ trusts }: Account, tokenHash: string, now: number): boolean {
  return trusts.some((trust) => trust.tokenHash === tokenHash && trust.expiresAt > now)
}

function endTrust(memory: Memory, tokenHash: string): void {
  const account = ownerOf(memory, 'trust', tokenHash)
  if (account !== undefined) account.trusts = account.trusts.filter((trust) => trust.tokenHash !== tokenHash)
  memory.owners.trust.delete(tokenHash)
}
