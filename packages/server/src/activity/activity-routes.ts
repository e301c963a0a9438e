import { iso } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { activityView, shownActivity } from './activity-view.ts'

export function mountActivity(mount: Mount, { store }: Services): void {
  mount('activity', 'list', async (_input, { session }) => {
    const events = await store.eventsOf(session.user.id, { limit: shownActivity })
    return { now: iso(session.now), activity: activityView(events, session.id) }
  })
}
