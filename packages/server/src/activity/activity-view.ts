import type { ActivityList } from '@keystep/contract'
import { iso } from '../http/iso.ts'
import type { EventRecord } from '../stores/event-requests.ts'

/** What happened to an account, as its user and the support desk see it. `sessionId`: of the session that asks. */
export function activityView(events: readonly EventRecord[], sessionId: string | null): ActivityList['activity'] {
  return events.map(({ id, at, name, userId, actorId, device, address, browser, detail, ...event }) => ({
    id,
    at: iso(at),
    name,
    device,
    by: actorId === null ? 'app' : actorId === userId ? 'user' : 'staff',
    current: sessionId !== null && event.sessionId === sessionId,
    address,
    browser,
    detail: { ...detail },
  }))
}

/** How many are shown. */
export const shownActivity = 100
