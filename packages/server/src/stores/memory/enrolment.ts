import type { Store } from '../store.ts'
import { ownerOf, type Device, type Memory } from './accounts.ts'
import { aliveSession, raiseEpoch } from './epoch.ts'
import { write } from './events.ts'
import { forgetDevices } from './forget-devices.ts'
import { isUnderWay } from './device-in-reach.ts'
import { hasRoomForDevice } from './make-room.ts'
import { deviceRecord, sessionRecord } from './records.ts'
import { rotate } from './rotate.ts'
import { liveTokens, openTokenDevice } from './token-device.ts'
import { spend } from './spend.ts'
import { updateDevice } from './update-device.ts'

type EnrolmentVerbs = Pick<Store, 'beginEnrolment' | 'findEnrolment' | 'confirmEnrolment'>

export function enrolmentVerbs(memory: Memory): EnrolmentVerbs {
  const { owners, accounts, clock } = memory

  return {
    async beginEnrolment({ sessionId, requestKey, lifetime, device }) {
      const now = clock()
      const account = accounts.get(device.userId)
      if (account === undefined || aliveSession(account, sessionId, now) === undefined) return null
      const begun = account.devices.find((other) => isUnderWay(other, sessionId, now))
      if (begun?.requestKey === requestKey) return { device: deviceRecord(account, begun, now), created: false }
      if (!device.lastResort && !hasRoomForDevice(account)) return 'conflict'
      const row: Device = {
        ...device,
        isDefault: false,
        createdAt: now,
        confirmedAt: null,
        lastUsedAt: null,
        counter: -1,
        failures: 0,
        lockedUntil: 0,
        tokenSet: null,
        waitingSet: null,
        waitingUntil: null,
        expiresAt: now + lifetime,
        sessionId,
        requestKey,
      }
      forgetDevices(account, (other) => other.sessionId === sessionId)
      account.devices = [...account.devices, row]
      owners.device.set(row.id, row.userId)
      return { device: deviceRecord(account, row, now), created: true }
    },
    async findEnrolment(sessionId) {
      const now = clock()
      const account = ownerOf(memory, 'session', sessionId)
      const device = account?.devices.find((other) => isUnderWay(other, sessionId, now))
      return account === undefined || device === undefined ? null : deviceRecord(account, device, now)
    },
    async confirmEnrolment({ userId, deviceId, use, freshSince, tokens, note, ...rotation }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      const session = account && aliveSession(account, rotation.sessionId, now)
      if (account === undefined || device === undefined || session === undefined)
        return { ok: false, reason: 'expired' }
      if (!isUnderWay(device, session.id, now)) return { ok: false, reason: 'expired' }
      if (!device.lastResort && !hasRoomForDevice(account)) return { ok: false, reason: 'expired' }
      const confirmed = account.devices.filter(({ confirmedAt }) => confirmedAt !== null)
      const overtaken = confirmed.some(({ confirmedAt }) => (confirmedAt ?? 0) > device.createdAt)
      const { verifiedAt } = sessionRecord(account, session, now)
      if (overtaken && (verifiedAt ?? 0) < freshSince) return { ok: false, reason: 'stale' }
      if (!spend(memory, account, device, use, now)) return { ok: false, reason: 'used' }
      const first = confirmed.length === 0
      const enrolled = { confirmedAt: now, isDefault: first, expiresAt: null, sessionId: null, requestKey: null }
      updateDevice(account, deviceId, enrolled)
      if (first) raiseEpoch(account, now, session.id)
      else account.trusts = []
      if (first && tokens !== null && liveTokens(account) === null) openTokenDevice(memory, account, tokens, now)
      const amr = session.amr.includes(device.method) ? session.amr : [...session.amr, device.method]
      const change = { verifiedAt: now, deviceId, trusted: false, amr }
      const kept = aliveSession(account, session.id, now) ?? session
      const rotated = rotate(memory, account, kept, rotation, now, change)
      write(memory, note, now)
      return { ok: true, session: sessionRecord(account, rotated, now), first }
    },
  }
}
