import type { Account, Device } from './accounts.ts'

/** With their tokens and challenges. */
export function forgetDevices(account: Account, isForgotten: (device: Device) => boolean): void {
  const forgotten = new Set(account.devices.filter(isForgotten).map(({ id }) => id))
  account.devices = account.devices.filter(({ id }) => !forgotten.has(id))
  account.tokens = account.tokens.filter(({ deviceId }) => !forgotten.has(deviceId))
  account.challenges = account.challenges.filter(({ deviceId }) => !forgotten.has(deviceId))
}
