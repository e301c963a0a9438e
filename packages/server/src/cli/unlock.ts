import { eventNote } from '../audit/event-note.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'
import type { Told } from './for-each-user.ts'

/** `keystep unlock`: every device of a user is judged again, whatever was guessed before. The next wrong answer counts. */
export async function unlock({ store, random }: Pick<Services, 'store' | 'random'>, user: User): Promise<Told> {
  const locked = (await store.devicesOf(user.id)).filter(({ failures }) => failures > 0)
  for (const device of locked) {
    const happening = { name: 'device.resumed', user, actor: null, device, request: null } as const
    const note = eventNote({ random }, happening)
    await store.changeDevice({ userId: user.id, deviceId: device.id, resume: true, note })
  }
  const names = locked.map(({ name, method }) => name || method).join(', ')
  return names === ''
    ? { line: 'had no wrong answers', status: 'unlocked', changed: false }
    : { line: `unlocked: ${names}`, status: 'unlocked', changed: true }
}
