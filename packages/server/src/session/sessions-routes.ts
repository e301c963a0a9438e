import { eventNote } from '../audit/event-note.ts'
import { KeystepError } from '@keystep/contract'
import { iso, isoOrNull } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import type { SessionRecord } from '../stores/records.ts'
import { rotation } from './rotation.ts'
import { trustHash } from './trusted-browsers.ts'

/** Everything of a user that is signed in. Not where the app keeps the sessions, which knows them better. */
export function mountSessions(mount: Mount, services: Services): void {
  const { store, sessions } = services

  mount('sessions', 'list', async (_input, { session }) => {
    const isOwn = ({ id }: SessionRecord) => id === session.id
    const all = await store.sessionsOf(session.user.id)
    const ownFirst = all.toSorted((one, other) => Number(isOwn(other)) - Number(isOwn(one)))
    return { now: iso(session.now), sessions: ownFirst.map((one) => listedView(one, isOwn(one))) }
  })

  mount('sessions', 'end', async ({ id }, { c, session }) => {
    // What ends one's own session has to take the cookies along, which is what logging out is for.
    if (id === session.id) throw new KeystepError('conflict')
    const about = { user: session.user, sessionId: id, request: c.req.raw }
    const note = eventNote(services, { ...about, name: 'session.ended' })
    if (!(await store.endSessionOf(session.user.id, id, note))) throw new KeystepError('not_found')
    return { ended: true as const }
  })

  mount('sessions', 'endOthers', async (_input, { c, session }) => {
    const { id } = session.user
    const { token, rotate } = await rotation(services, session)
    const about = { name: 'sessions.ended', user: session.user, sessionId: session.id, request: c.req.raw } as const
    const note = eventNote(services, about)
    const ended = await store.endOthers(id, { ...rotate, trustHash: await trustHash(services, c), note })
    if (!ended) throw new KeystepError('unauthenticated')
    await sessions.carry(c, session, token)
    await sessions.endedAll(id, c)
    return { ended: true as const }
  })
}

function listedView(session: SessionRecord, current: boolean) {
  const { id, createdAt, lastSeenAt, verifiedAt, device, trusted, browser } = session
  return {
    id,
    createdAt: iso(createdAt),
    lastSeenAt: iso(lastSeenAt),
    verified: verifiedAt !== null,
    verifiedAt: isoOrNull(verifiedAt),
    method: device?.method ?? null,
    trusted,
    current,
    browser,
  }
}
