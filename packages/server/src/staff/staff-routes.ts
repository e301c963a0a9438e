import { KeystepError } from '@keystep/contract'
import { activityView, shownActivity } from '../activity/activity-view.ts'
import { deviceViews } from '../devices/device-view.ts'
import { normaliseIdentifier } from '../first-factor/normalise-identifier.ts'
import { iso } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { requireFresh } from '../session/freshness.ts'
import type { User } from '../stores/records.ts'
import { resetUser } from './reset-user.ts'

/** The support desk: finds a user, sees how they sign in, and resets that. */
export function mountStaff(mount: Mount, services: Services): void {
  const { store } = services

  mount('staff', 'find', async ({ name }) => {
    const spelled = [...new Set([name, normaliseIdentifier(name)])]
    const found = (await Promise.all(spelled.map((one) => store.usersNamed(one)))).flat()
    return { users: [...new Map(found.map((user) => [user.id, userView(user)])).values()] }
  })

  mount('staff', 'read', async ({ id }, { session }) => {
    const user = await store.findUser(id)
    if (!user) throw new KeystepError('not_found')
    const [devices, sessions, trusts, events] = await Promise.all([
      store.devicesOf(id),
      store.sessionsOf(id),
      store.trustsOf(id),
      store.eventsOf(id, { limit: shownActivity }),
    ])
    return {
      now: iso(session.now),
      user: userView(user),
      devices: deviceViews(services, devices, session.now),
      sessions: sessions.length,
      trustedBrowsers: trusts.length,
      activity: activityView(events, null),
    }
  })

  mount('staff', 'reset', async ({ id }, { c, session }) => {
    await requireFresh(services, session, c.req.raw)
    const reset = await resetUser(services, { userId: id, actor: session.user, request: c.req.raw })
    if (!reset) throw new KeystepError('not_found')
    return { reset: true as const }
  })
}

function userView({ id, identifier, name, email, disabled, staff }: User) {
  return { id, identifier, name, email, disabled, staff }
}
