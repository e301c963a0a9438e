import type { Device } from '@keystep/contract'
import { iso, isoOrNull } from '../http/iso.ts'
import type { Services } from '../services.ts'
import type { DeviceRecord } from '../stores/records.ts'
import { isSuspended } from './is-suspended.ts'

/** A user's devices as they see them, without those whose method is no longer registered. */
export function deviceViews(
  services: Pick<Services, 'deviceTypes' | 'suspendAfter'>,
  devices: readonly DeviceRecord[],
  now: number,
): Device[] {
  const { deviceTypes: types } = services
  return devices
    .filter(({ method }) => types.has(method))
    .map((device) => ({
      id: device.id,
      method: device.method,
      name: device.name,
      destination: device.destination,
      default: device.isDefault,
      codeLength: types.get(device.method).codeLength?.(device) ?? null,
      interactive: types.get(device.method).sends !== undefined,
      createdAt: iso(device.createdAt),
      lastUsedAt: isoOrNull(device.lastUsedAt),
      suspended: isSuspended(services, device),
      lockedUntil: device.lockedUntil > now ? iso(device.lockedUntil) : null,
      tokensLeft: types.tokens?.method === device.method ? device.tokensLeft : null,
    }))
}
