import { eventUser } from '../devices/event-subjects.ts'
import { noticeOf } from '../notices/notice.ts'
import type { Services } from '../services.ts'
import type { User } from '../stores/records.ts'

/** Two hold the trust of one browser, and nobody can tell which of them is its user, who is told. */
export async function trustReused(services: Services, user: User, request: Request): Promise<void> {
  services.emit('trust.reused', { user: eventUser(user), request })
  const messages = await noticeOf(services, { user, request, what: (texts) => texts.trustReusedNotice })
  if (messages.length > 0) await services.store.note({ events: [], messages })
}
