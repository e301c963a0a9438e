import type { Services } from '../services.ts'
import type { DeviceRecord } from '../stores/records.ts'

/** Too many wrong answers in a row: none is judged any more, until it is resumed. */
export function isSuspended(
  { suspendAfter }: Pick<Services, 'suspendAfter'>,
  { failures }: Pick<DeviceRecord, 'failures'>,
): boolean {
  return suspendAfter !== null && failures >= suspendAfter
}
