import { never } from '../never.ts'
import { newId } from '../new-id.ts'
import type { Store } from '../store.ts'
import { ownerOf, type Memory } from './accounts.ts'
import { aliveSession, endSessionRows, isAlive } from './epoch.ts'
import { write } from './events.ts'
import { fileSession } from './file-session.ts'
import { forgetDevices } from './forget-devices.ts'
import { sessionRecord } from './records.ts'
import { rotate } from './rotate.ts'
import { spend } from './spend.ts'
import { openTrust } from './trusts.ts'

type SessionVerbs = Pick<
  Store,
  'openSession' | 'findSession' | 'touchSession' | 'refreshFirstFactor' | 'rekeySession' | 'endSession' | 'finishStepUp'
>

export function sessionVerbs(memory: Memory): SessionVerbs {
  const { accounts, owners, clock } = memory

  function alive(id: string, now: number) {
    const account = ownerOf(memory, 'session', id)
    const session = account && aliveSession(account, id, now)
    return account === undefined || session === undefined ? null : { account, session }
  }

  return {
    async openSession(opening) {
      const account = accounts.get(opening.userId)
      return account === undefined ? null : fileSession(memory, account, opening, clock())
    },
    async findSession(tokenHash) {
      const account = ownerOf(memory, 'token', tokenHash)
      const session = account?.sessions.find((filed) => filed.tokenHash === tokenHash)
      const now = clock()
      if (account === undefined || session === undefined || !isAlive(account, session, now)) return null
      return sessionRecord(account, session, now)
    },
    async touchSession(id, idle) {
      const now = clock()
      const found = alive(id, now)
      if (found === null) return
      const { account, session } = found
      const idleUntil = session.idleUntil === never ? never : now + idle
      const touched = { ...session, lastSeenAt: now, idleUntil }
      account.sessions = account.sessions.map((other) => (other === session ? touched : other))
    },
    async refreshFirstFactor({ note, ...refresh }) {
      const now = clock()
      const found = alive(refresh.sessionId, now)
      if (found === null) return null
      const session = rotate(memory, found.account, found.session, refresh, now, { firstFactorAt: now })
      write(memory, note, now)
      return sessionRecord(found.account, session, now)
    },
    async rekeySession(id, tokenHash) {
      const now = clock()
      const found = alive(id, now)
      if (found === null || found.session.tokenHash === tokenHash) return
      const { account, session } = found
      const there = account.sessions.find((other) => other.tokenHash === tokenHash && other.formerOf === null)
      if (owners.token.has(tokenHash) && (there === undefined || aliveSession(account, there.id, now) === undefined))
        return
      if (there !== undefined) forgetDevices(account, ({ sessionId }) => sessionId === there.id)
      const others = account.sessions
        .filter((other) => there === undefined || (other !== there && other.formerOf !== there.id))
        .map((other) => (other === session ? { ...session, tokenHash } : other))
      account.sessions = [...others, { ...session, id: newId(), formerOf: session.id, expiresAt: 0 }]
      owners.token.set(tokenHash, account.user.id)
    },
    async endSession(tokenHash, note) {
      const account = ownerOf(memory, 'token', tokenHash)
      const session = account?.sessions.find((filed) => filed.tokenHash === tokenHash)
      // A token that has ended already ends nothing.
      if (account === undefined || session === undefined || session.expiresAt === 0) return
      endSessionRows(account, session.formerOf ?? session.id)
      write(memory, note, clock())
    },
    async finishStepUp({ userId, deviceId, use, trust, note, ...rotation }) {
      const now = clock()
      const found = alive(rotation.sessionId, now)
      if (found === null || found.account.user.id !== userId) return { ok: false, reason: 'expired' }
      const { account, session } = found
      const device = account.devices.find(({ id, confirmedAt }) => id === deviceId && confirmedAt !== null)
      if (device === undefined || !spend(memory, account, device, use, now)) return { ok: false, reason: 'used' }
      const amr = session.amr.includes(device.method) ? session.amr : [...session.amr, device.method]
      const change = { verifiedAt: now, deviceId, trusted: false, amr }
      const rotated = rotate(memory, account, session, rotation, now, change)
      if (trust !== null) openTrust(memory, account, trust, now)
      write(memory, note, now)
      return { ok: true, session: sessionRecord(account, rotated, now) }
    },
  }
}
