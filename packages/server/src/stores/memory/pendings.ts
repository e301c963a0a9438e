import { newId } from '../new-id.ts'
import type { Store } from '../store.ts'
import { ownerOf, type Memory } from './accounts.ts'
import { write } from './events.ts'
import { makeRoomForPending, makeRoomForSession } from './make-room.ts'
import { pendingRecord, sessionRecord } from './records.ts'
import { spend } from './spend.ts'
import { openTrust } from './trusts.ts'

type PendingVerbs = Pick<Store, 'openPending' | 'findPending' | 'endPending' | 'finishLogin'>

export function pendingVerbs(memory: Memory): PendingVerbs {
  const { accounts, owners, clock } = memory

  function alive(tokenHash: string, now: number) {
    const account = ownerOf(memory, 'pending', tokenHash)
    const pending = account?.pendings.find((open) => open.tokenHash === tokenHash)
    if (account === undefined || pending === undefined) return null
    const lapsed = pending.expiresAt !== null && pending.expiresAt <= now
    return lapsed || pending.epoch !== account.user.epoch || account.user.disabled ? null : { account, pending }
  }

  return {
    async openPending({ tokenHash, userId, epoch, amr, next, lifetime, note }) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined) return null
      const expiresAt = lifetime === null ? null : now + lifetime
      makeRoomForPending(memory, account)
      makeRoomForSession(memory, account, now)
      const pending = { tokenHash, epoch, firstFactorAt: now, expiresAt, amr: [...amr], next }
      account.pendings = [...account.pendings, pending]
      owners.pending.set(tokenHash, userId)
      write(memory, note, now)
      return pendingRecord(account, pending, now)
    },
    async findPending(tokenHash) {
      const now = clock()
      const found = alive(tokenHash, now)
      return found && pendingRecord(found.account, found.pending, now)
    },
    async endPending(tokenHash) {
      const account = ownerOf(memory, 'pending', tokenHash)
      if (account !== undefined) account.pendings = account.pendings.filter((open) => open.tokenHash !== tokenHash)
      owners.pending.delete(tokenHash)
    },
    async finishLogin({
      pending: { tokenHash },
      deviceId,
      use,
      trust,
      note,
      session: { lifetimes, browser = null, ...opening },
    }) {
      const now = clock()
      const found = alive(tokenHash, now)
      if (found === null) return { ok: false, reason: 'expired' }
      const { account, pending } = found
      const device = account.devices.find(({ id, confirmedAt }) => id === deviceId && confirmedAt !== null)
      if (device === undefined || !spend(memory, account, device, use, now)) return { ok: false, reason: 'used' }
      account.pendings = account.pendings.filter((open) => open !== pending)
      owners.pending.delete(tokenHash)
      const session = {
        id: newId(),
        tokenHash: opening.tokenHash,
        formerOf: null,
        epoch: account.user.epoch,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: now + lifetimes.absolute,
        idleUntil: now + lifetimes.idle,
        firstFactorAt: pending.firstFactorAt,
        verifiedAt: now,
        deviceId,
        trusted: false,
        amr: [...opening.amr],
        browser,
      }
      account.sessions = [...account.sessions, session]
      owners.token.set(session.tokenHash, account.user.id)
      owners.session.set(session.id, account.user.id)
      if (trust !== null) openTrust(memory, account, trust, now)
      write(memory, note, now, session.id)
      return { ok: true, session: sessionRecord(account, session, now) }
    },
  }
}
