import type { Account, Device } from './accounts.ts'

/** The devices that may be tried, and be sent to: confirmed ones, or what this session is enrolling. */
export function deviceInReach(
  account: Account,
  deviceId: string,
  enrollingSession: string | undefined,
  now: number,
): Device | undefined {
  return account.devices.find((device) => {
    if (device.id !== deviceId) return false
    return enrollingSession === undefined ? device.confirmedAt !== null : isUnderWay(device, enrollingSession, now)
  })
}

/** Whether this session is enrolling it. */
export function isUnderWay(device: Device, sessionId: string, now: number): boolean {
  return device.confirmedAt === null && device.sessionId === sessionId && (device.expiresAt ?? 0) > now
}
