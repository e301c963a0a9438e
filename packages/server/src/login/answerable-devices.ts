import type { DeviceRecord, PendingRecord } from '../stores/records.ts'

/**
 * The devices that may answer a pending login. What was the first factor is no second one: whoever came by a link in a
 * mail does not prove more by a code in another (NIST SP 800-63B-4, 2.2.1).
 */
export function answerableDevices({ devices, amr }: PendingRecord): readonly DeviceRecord[] {
  return devices.filter(({ method }) => !amr.includes(method))
}
