import type { Note } from './event-requests.ts'
import type { DeviceRecord } from './records.ts'
import type { Attempt } from './store-requests.ts'

/** A try as it is written down before it is judged: as one that failed, and suspended its device if it is the last. */
export function noteOfTry(
  { event, suspendAfter }: Pick<Attempt, 'event' | 'suspendAfter'>,
  { failures }: Pick<DeviceRecord, 'failures'>,
): Note | undefined {
  if (event === undefined) return undefined
  const name = failures >= (suspendAfter ?? Infinity) ? 'device.suspended' : event.name
  return { events: [{ ...event, name, detail: { ...event.detail, failures } }], messages: [] }
}
