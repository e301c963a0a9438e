import type { Services } from '../services.ts'
import type { DeviceRecord } from '../stores/records.ts'

type Place = Pick<DeviceRecord, 'id' | 'userId' | 'method'>

/** Bound to its row: copied to another user's or another device's, it does not open. */
export async function sealDeviceSecret(services: Services, place: Place, secret: Uint8Array<ArrayBuffer> | null) {
  return secret && (await services.box.seal(secret, placeOf(place)))
}

export async function openDeviceSecret(services: Services, device: DeviceRecord) {
  return device.secret === null ? null : await services.box.open(device.secret, placeOf(device))
}

function placeOf({ id, userId, method }: Place): string {
  return `device|${method}|${userId}|${id}`
}
