import { waitAfter } from '../doublings.ts'
import type { Store } from '../store.ts'
import type { Memory } from './accounts.ts'
import { deviceInReach } from './device-in-reach.ts'
import { deviceRecord } from './records.ts'
import { updateDevice } from './update-device.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs({ accounts, clock }: Memory): TryVerbs {
  return {
    async countTry({ userId, deviceId, schedule, enrollingSession }) {
      const now = clock()
      const account = accounts.get(userId)
      const device = account && deviceInReach(account, deviceId, enrollingSession, now)
      if (account === undefined || device === undefined) return null
      if (device.lockedUntil > now) return { counted: false, lockedUntil: device.lockedUntil, now }
      const failures = device.failures + 1
      const wait = waitAfter(failures, schedule)
      const tried = { ...device, failures, lockedUntil: wait === 0 ? 0 : now + wait }
      updateDevice(account, deviceId, tried)
      return { counted: true, device: deviceRecord(account, tried, now), lockedBefore: device.lockedUntil, now }
    },
    async refundTry({ device, lockedBefore }) {
      const account = accounts.get(device.userId)
      const kept = account?.devices.find(({ id }) => id === device.id)
      if (account === undefined || kept === undefined) return
      const lockedUntil = kept.lockedUntil === device.lockedUntil ? lockedBefore : kept.lockedUntil
      updateDevice(account, device.id, { failures: Math.max(0, kept.failures - 1), lockedUntil })
    },
  }
}
