import { isSuspended } from '../devices/is-suspended.ts'
import type { Services } from '../services.ts'
import type { DeviceRecord, PendingRecord } from '../stores/records.ts'

/**
 * The devices that may answer a pending login: none that guessing has suspended. What was the first factor is no second one: whoever came by a link in a
 * mail does not prove more by a code in another (NIST SP 800-63B-4, 2.2.1).
 */
export function answerableDevices(
  services: Pick<Services, 'suspendAfter'>,
  { devices, amr }: PendingRecord,
): readonly DeviceRecord[] {
  return devices.filter((device) => !amr.includes(device.method) && !isSuspended(services, device))
}
