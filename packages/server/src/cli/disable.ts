import { eventNote } from '../audit/event-note.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import type { Told } from './for-each-user.ts'

/** `keystep disable`: what the support desk does for who lost everything. Whoever has no device is left alone. */
export async function disable({ store, random }: Pick<Services, 'store' | 'random'>, user: User): Promise<Told> {
  const devices = await store.devicesOf(user.id)
  if (devices.length === 0) return { line: 'was not enabled', status: 'disabled', changed: false }
  const happening = { name: 'devices.removed', user, actor: null, request: null } as const
  const note = eventNote({ random }, happening)
  await store.removeAllDevices(user.id, undefined, note)
  return { line: 'disabled', status: 'disabled', changed: true }
}
