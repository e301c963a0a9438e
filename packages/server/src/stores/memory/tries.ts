import { waitAfter } from '../doublings.ts'
import type { Store } from '../store.ts'
import type { Account, Memory } from './accounts.ts'
import { noteOfTry } from '../note-of-try.ts'
import { deviceInReach } from './device-in-reach.ts'
import { unwrite, write } from './events.ts'
import { deviceRecord } from './records.ts'
import { updateDevice } from './update-device.ts'

type TryVerbs = Pick<Store, 'countTry' | 'refundTry'>

export function tryVerbs(memory: Memory): TryVerbs {
  const { accounts, clock } = memory
  return {
    async countTry(attempt) {
      const { userId, deviceId, schedule, suspendAfter = Infinity, enrollingSession, boundTo } = attempt
      const now = clock()
      const account = accounts.get(userId)
      const device = account && deviceInReach(account, deviceId, enrollingSession, now)
      if (account === undefined || device === undefined || device.failures >= suspendAfter) return null
      if (device.lockedUntil > now) return { counted: false, lockedUntil: device.lockedUntil, now }
      const failures = device.failures + 1
      const wait = waitAfter(failures, schedule)
      const tried = { ...device, failures, lockedUntil: wait === 0 ? 0 : now + wait }
      updateDevice(account, deviceId, tried)
      countAgainst(account, deviceId, boundTo, 1)
      const record = deviceRecord(account, tried, now)
      const note = noteOfTry(attempt, record)
      write(memory, note, now)
      const [event] = note?.events ?? []
      const known = { ...(boundTo && { boundTo }), ...(event && { event }) }
      return { counted: true, device: record, lockedBefore: device.lockedUntil, now, ...known }
    },
    async refundTry({ device, lockedBefore, boundTo, event }) {
      const account = accounts.get(device.userId)
      const kept = account?.devices.find(({ id }) => id === device.id)
      if (event && !unwrite(memory, event)) return
      if (account === undefined || kept === undefined) return
      const lockedUntil = kept.lockedUntil === device.lockedUntil ? lockedBefore : kept.lockedUntil
      updateDevice(account, device.id, { failures: Math.max(0, kept.failures - 1), lockedUntil })
      countAgainst(account, device.id, boundTo, -1)
    },
  }
}

/** The code that was sent has its own count. */
function countAgainst(account: Account, deviceId: string, boundTo: string | undefined, change: 1 | -1): void {
  account.challenges = account.challenges.map((sent) =>
    sent.deviceId === deviceId && sent.boundTo === boundTo ? { ...sent, tries: sent.tries + change } : sent,
  )
}
