import type { User } from '../stores/records.ts'
import type { Store } from '../stores/store.ts'
import type { Told } from './for-each-user.ts'

/** `keystep disable`: what the support desk does for who lost everything. Whoever has no device is left alone. */
export async function disable({ store }: { readonly store: Store }, user: User): Promise<Told> {
  const devices = await store.devicesOf(user.id)
  if (devices.length === 0) return { line: 'was not enabled', status: 'disabled', changed: false }
  await store.removeAllDevices(user.id)
  return { line: 'disabled', status: 'disabled', changed: true }
}
