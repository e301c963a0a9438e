import { newEvent } from '../audit/new-event.ts'
import { noticeOf } from '../notices/notice.ts'
import type { Services } from '../services.ts'
import type { Note } from '../stores/event-requests.ts'
import type { User } from '../stores/records.ts'
import type { Counted } from './try-device.ts'

export type PassedTry = {
  readonly counted: Counted
  readonly user: User
  /** The browser becomes a trusted one along with it. */
  readonly trusts: boolean
  readonly request: Request
}

/** What a right answer leaves behind. Whoever uses a one-time token is told, with how many are left. */
export async function notePassed(
  services: Services,
  { counted: { event, device }, user, trusts, request }: PassedTry,
): Promise<Note> {
  const passed = { ...event, name: 'verification.passed' } as const
  const about = { user, device, sessionId: event.sessionId, request }
  const trusted = trusts ? [newEvent(services, { ...about, name: 'browser.trusted' })] : []
  const usesToken = services.deviceTypes.tokens?.method === device.method
  const left = device.tokensLeft - 1
  const messages = usesToken
    ? await noticeOf(services, { user, request, what: (texts) => texts.tokenUsedNotice({ left }) })
    : []
  return { events: [passed, ...trusted], messages }
}
