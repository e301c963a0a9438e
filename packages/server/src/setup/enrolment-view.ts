import type { Enrolment } from '@keystep/contract'
import type { Registry } from '../device-types/registry.ts'
import { iso } from '../http/iso.ts'
import type { DeviceRecord } from '../stores/records.ts'

/** What is being enrolled, as its user sees it. */
export function enrolmentView(device: DeviceRecord, types: Registry): Enrolment['device'] {
  const { id, method, name, destination, expiresAt } = device
  const codeLength = types.get(method).codeLength?.(device) ?? null
  return { id, method, name, destination, codeLength, expiresAt: iso(expiresAt ?? 0) }
}
