import type { DeviceRecord } from './records.ts'

/** As they are offered: the default first, then what was used last, last resorts at the end. */
export function orderDevices(devices: readonly DeviceRecord[]): readonly DeviceRecord[] {
  return devices.toSorted(
    (a, b) =>
      Number(a.lastResort) - Number(b.lastResort) ||
      Number(b.isDefault) - Number(a.isDefault) ||
      (b.lastUsedAt ?? 0) - (a.lastUsedAt ?? 0) ||
      a.createdAt - b.createdAt ||
      (a.id < b.id ? -1 : 1),
  )
}
