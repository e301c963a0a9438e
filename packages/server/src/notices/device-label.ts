import type { SentTexts } from '../languages/en.ts'
import type { DeviceRecord } from '../stores/records.ts'

/** What its user calls a device, or else what its method is called. */
export function deviceLabel(texts: SentTexts, { name, method }: Pick<DeviceRecord, 'name' | 'method'>): string {
  return name || texts.methodName({ method })
}
