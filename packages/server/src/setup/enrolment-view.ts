import type { Enrolment } from '@keystep/contract'
import type { Registry } from '../device-types/registry.ts'
import { sentView } from '../devices/sent-view.ts'
import { iso } from '../http/iso.ts'
import type { ChallengeRecord, DeviceRecord } from '../stores/records.ts'

/** What is being enrolled, as its user sees it. */
export function enrolmentView(
  device: DeviceRecord,
  types: Registry,
  sent: ChallengeRecord | null,
): Enrolment['device'] {
  const { id, method, name, destination, expiresAt } = device
  const type = types.get(method)
  return {
    id,
    method,
    name,
    destination,
    codeLength: type.codeLength?.(device) ?? null,
    interactive: type.sends !== undefined,
    sent: sentView(sent),
    expiresAt: iso(expiresAt ?? 0),
  }
}
