import { type Happening, newEvent } from '../audit/new-event.ts'
import type { SentTexts } from '../languages/en.ts'
import type { Services } from '../services.ts'
import type { Note } from '../stores/event-requests.ts'
import type { User } from '../stores/records.ts'
import { noticeOf } from './notice.ts'

/** An event, and what its user is told of it, for the store to keep with the verdict. */
export async function noteOf(
  services: Services,
  happening: Happening & { readonly user: User },
  what: (texts: SentTexts) => string,
): Promise<Note> {
  const { user, request } = happening
  const messages = await noticeOf(services, { user, request, what })
  return { events: [newEvent(services, happening)], messages }
}
