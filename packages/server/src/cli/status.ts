import type { DeviceRecord, User } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import type { Told } from './for-each-user.ts'

/** `keystep status`: enabled is who has a device that can stand alone. */
export async function status({ store }: { readonly store: Store }, user: User): Promise<Told> {
  const devices = await store.devicesOf(user.id)
  if (devices.every(({ lastResort }) => lastResort)) return { line: 'disabled', status: 'disabled', devices: [] }
  return {
    line: `enabled (${devices.map(inWords).join(', ')})`,
    status: 'enabled',
    devices: devices.map((device) => ({
      method: device.method,
      ...(device.tokenSet !== null && { tokensLeft: device.tokensLeft }),
    })),
  }
}

function inWords({ method, tokenSet, tokensLeft }: DeviceRecord): string {
  if (tokenSet === null) return method
  return `${method}: ${tokensLeft} ${tokensLeft === 1 ? 'token' : 'tokens'} left`
}
