import { judgeTurn } from '../judge-turn.ts'
import type { Store } from '../store.ts'
import type { Memory } from './accounts.ts'
import { write } from './events.ts'
import { fileSession } from './file-session.ts'
import { endTrust } from './trusts.ts'

export function trustedSessionVerbs(memory: Memory): Pick<Store, 'openTrustedSession'> {
  return {
    async openTrustedSession({ trust: { tokenHash, turnHash, nextHash, reused }, ...opening }) {
      const now = memory.clock()
      const account = memory.accounts.get(opening.userId)
      const trust = account?.trusts.find((one) => one.tokenHash === tokenHash && one.expiresAt > now)
      if (account === undefined || trust === undefined) return { opened: false, reused: false }
      const turn = judgeTurn(trust, turnHash, now)
      if (turn === 'reused') {
        endTrust(memory, tokenHash)
        write(memory, reused && { events: [reused], messages: [] }, now)
        return { opened: false, reused: true }
      }
      const session = fileSession(memory, account, opening, now, true)
      if (session === null) return { opened: false, reused: false }
      const turned = { turnHash: nextHash, formerTurnHash: trust.turnHash, turnedAt: now }
      const used = { ...trust, lastUsedAt: now, ...(turn === 'present' && turned) }
      account.trusts = account.trusts.map((one) => (one === trust ? used : one))
      return { opened: true, session, turnedUntil: turn === 'present' ? trust.expiresAt : null }
    },
  }
}
