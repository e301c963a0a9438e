import { eventNote } from '../audit/event-note.ts'
import { KeystepError } from '@keystep/contract'
import { iso, isoOrNull } from '../http/iso.ts'
import type { Mount } from '../http/mount.ts'
import type { Services } from '../services.ts'
import { trustHash } from './trusted-browsers.ts'

/** The browsers that may skip the second step of a user. */
export function mountTrustedBrowsers(mount: Mount, services: Services): void {
  const { store } = services

  mount('trustedBrowsers', 'list', async (_input, { c, session }) => {
    const [trusts, own] = await Promise.all([store.trustsOf(session.user.id), trustHash(services, c)])
    return {
      now: iso(session.now),
      browsers: trusts.map(({ id, tokenHash, createdAt, lastUsedAt, expiresAt, browser }) => ({
        id,
        createdAt: iso(createdAt),
        lastUsedAt: isoOrNull(lastUsedAt),
        expiresAt: iso(expiresAt),
        current: tokenHash === own,
        browser,
      })),
    }
  })

  // A cookie of its own that this browser is left with opens nothing, and goes at the next sign-in.
  mount('trustedBrowsers', 'end', async ({ id }, { c, session }) => {
    const about = { name: 'trust.ended', user: session.user, sessionId: session.id, request: c.req.raw } as const
    const note = eventNote(services, about)
    if (!(await store.endTrustOf(session.user.id, id, note))) throw new KeystepError('not_found')
    return { ended: true as const }
  })
}
