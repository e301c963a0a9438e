import type { Store } from '../store.ts'
import type { Memory } from './accounts.ts'
import { aliveSession, raiseEpoch } from './epoch.ts'
import { write } from './events.ts'
import { forgetDevices } from './forget-devices.ts'
import { confirmedDevices, deviceRecord } from './records.ts'
import { rotate } from './rotate.ts'

type DeviceVerbs = Pick<Store, 'devicesOf' | 'changeDevice' | 'removeDevice' | 'removeAllDevices'>

export function deviceVerbs(memory: Memory): DeviceVerbs {
  const { accounts, clock } = memory
  return {
    async devicesOf(userId) {
      const account = accounts.get(userId)
      return account === undefined ? [] : confirmedDevices(account, clock())
    },
    async changeDevice({ userId, deviceId, name, makeDefault = false, resume = false, note }) {
      const account = accounts.get(userId)
      const device = account?.devices.find(({ id, confirmedAt }) => id === deviceId && confirmedAt !== null)
      if (account === undefined || device === undefined) return null
      if (makeDefault && device.lastResort) return 'conflict'
      const resumed = resume ? { ...device, failures: 0, lockedUntil: 0 } : device
      const changed = { ...resumed, name: name ?? device.name, isDefault: makeDefault || device.isDefault }
      account.devices = account.devices.map((other) => {
        if (other === device) return changed
        return makeDefault ? { ...other, isDefault: false } : other
      })
      const now = clock()
      write(memory, note, now)
      return deviceRecord(account, changed, now)
    },
    async removeDevice({ userId, deviceId, keep, confirmedToo, note }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account?.devices.find(({ id }) => id === deviceId)
      if (account === undefined || device === undefined) return 'not_found'
      if (aliveSession(account, keep.sessionId, now) === undefined) return 'not_found'
      if (device.confirmedAt === null) {
        if (device.sessionId !== keep.sessionId) return 'not_found'
        forgetDevices(account, (other) => other === device)
        return 'removed'
      }
      if (!confirmedToo) return 'not_found'
      const others = account.devices.filter((other) => other !== device && other.confirmedAt !== null)
      const another = others.some(({ lastResort }) => !lastResort)
      if (device.isDefault && another) return 'conflict'
      const goesAlong = device.lastResort || another ? [] : others
      forgetDevices(account, (other) => other === device || goesAlong.includes(other))
      raiseEpoch(account, now, keep.sessionId)
      const kept = aliveSession(account, keep.sessionId, now)
      if (kept !== undefined) rotate(memory, account, kept, keep, now)
      write(memory, note, now)
      return 'removed'
    },
    async removeAllDevices(userId, keep, note) {
      const now = clock()
      const account = accounts.get(userId)
      if (account === undefined) return false
      if (keep !== undefined && aliveSession(account, keep.sessionId, now) === undefined) return false
      forgetDevices(account, () => true)
      raiseEpoch(account, now, keep?.sessionId)
      const kept = keep === undefined ? undefined : aliveSession(account, keep.sessionId, now)
      if (keep !== undefined && kept !== undefined) rotate(memory, account, kept, keep, now)
      write(memory, note, now)
      return true
    },
  }
}
