import type { Store } from '../store.ts'
import { waitAfter } from '../doublings.ts'
import type { Account, Memory } from './accounts.ts'
import { aliveSession, raiseEpoch } from './epoch.ts'
import { confirmedDevices, deviceRecord } from './records.ts'
import { rotate } from './rotate.ts'
import { changeDevice } from './spend.ts'

type DeviceVerbs = Pick<Store, 'devicesOf' | 'countTry' | 'refundTry' | 'removeDevice' | 'removeAllDevices'>

export function deviceVerbs({ accounts, ...rest }: Memory): DeviceVerbs {
  const memory = { accounts, ...rest }
  const { clock } = memory
  return {
    async devicesOf(userId) {
      const account = accounts.get(userId)
      return account === undefined ? [] : confirmedDevices(account, clock())
    },
    async countTry({ userId, deviceId, schedule, enrollingSession }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account?.devices.find(({ id, confirmedAt, sessionId, expiresAt }) => {
        if (id !== deviceId) return false
        if (enrollingSession === undefined) return confirmedAt !== null
        return confirmedAt === null && sessionId === enrollingSession && (expiresAt ?? 0) > now
      })
      if (account === undefined || device === undefined) return null
      if (device.lockedUntil > now) return { counted: false, lockedUntil: device.lockedUntil, now }
      const failures = device.failures + 1
      const wait = waitAfter(failures, schedule)
      const tried = { ...device, failures, lockedUntil: wait === 0 ? 0 : now + wait }
      changeDevice(account, deviceId, tried)
      return { counted: true, device: deviceRecord(account, tried, now), lockedBefore: device.lockedUntil, now }
    },
    async refundTry({ device, lockedBefore }) {
      const account = accounts.get(device.userId)
      const kept = account?.devices.find(({ id }) => id === device.id)
      if (account === undefined || kept === undefined) return
      const lockedUntil = kept.lockedUntil === device.lockedUntil ? lockedBefore : kept.lockedUntil
      changeDevice(account, device.id, { failures: Math.max(0, kept.failures - 1), lockedUntil })
    },
    async removeDevice({ userId, deviceId, keep, confirmedToo }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      if (account === undefined || device === undefined) return 'not_found'
      if (aliveSession(account, keep.sessionId, now) === undefined) return 'not_found'
      if (device.confirmedAt === null) {
        if (device.sessionId !== keep.sessionId) return 'not_found'
        forget(account, [deviceId])
        return 'removed'
      }
      if (!confirmedToo) return 'not_found'
      const others = account.devices.filter(({ id, confirmedAt }) => id !== deviceId && confirmedAt !== null)
      const another = others.some(({ lastResort }) => !lastResort)
      if (device.isDefault && another) return 'conflict'
      const goesAlong = device.lastResort || another ? [] : others.map(({ id }) => id)
      forget(account, [deviceId, ...goesAlong])
      raiseEpoch(account, now, keep.sessionId)
      const kept = aliveSession(account, keep.sessionId, now)
      if (kept !== undefined) rotate(memory, account, kept, keep, now)
      return 'removed'
    },
    async removeAllDevices(userId, { exceptSession } = {}) {
      const account = accounts.get(userId)
      if (account === undefined) return
      forget(
        account,
        account.devices.map(({ id }) => id),
      )
      raiseEpoch(account, clock(), exceptSession)
    },
  }
}

function forget(account: Account, ids: readonly string[]): void {
  account.devices = account.devices.filter(({ id }) => !ids.includes(id))
  account.tokens = account.tokens.filter(({ deviceId }) => !ids.includes(deviceId))
}
