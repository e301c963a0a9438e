import { noteOf } from '../notices/note-of.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'

export type ResetUser = {
  readonly userId: string
  /** The member of staff; null: the app itself. */
  readonly actor: User | null
  readonly request: Request | null
}

/**
 * For somebody who lost every device: all of them go, with everything signed in and trusted. Reveals nothing and sets
 * nothing. False: no such user.
 */
export async function resetUser(services: Services, { userId, actor, request }: ResetUser): Promise<boolean> {
  const { store, sessions, notices } = services
  const user = await store.findUser(userId)
  if (!user) return false
  const about = { name: 'devices.removed', user, actor, request } as const
  const note = await noteOf(services, about, (texts) => texts.resetNotice)
  const reset = await store.removeAllDevices(userId, undefined, note)
  await sessions.endedAll(userId, null)
  notices?.wake(request)
  return reset
}
