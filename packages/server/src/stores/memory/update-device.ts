import type { Account, Device } from './accounts.ts'

export function updateDevice(account: Account, id: string, change: Partial<Device>): void {
  account.devices = account.devices.map((device) => (device.id === id ? { ...device, ...change } : device))
}
