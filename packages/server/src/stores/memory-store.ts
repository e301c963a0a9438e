import { createMemory } from './memory/accounts.ts'
import { budgetVerbs } from './memory/budgets.ts'
import { challengeVerbs } from './memory/challenges.ts'
import { deviceVerbs } from './memory/devices.ts'
import { enrolmentVerbs } from './memory/enrolment.ts'
import { eventVerbs } from './memory/events.ts'
import { passwordVerbs } from './memory/passwords.ts'
import { pendingVerbs } from './memory/pendings.ts'
import { purgeVerbs } from './memory/purge.ts'
import { secretVerbs } from './memory/secrets.ts'
import { sessionListVerbs } from './memory/session-list.ts'
import { sessionVerbs } from './memory/sessions.ts'
import { tokenVerbs } from './memory/tokens.ts'
import { tryVerbs } from './memory/tries.ts'
import { trustedSessionVerbs } from './memory/trusted-session.ts'
import { trustVerbs } from './memory/trusts.ts'
import { userVerbs } from './memory/users.ts'
import type { Store } from './store.ts'

export type MemoryStoreOptions = {
  /** @default Date.now */
  readonly clock?: () => number
}

/**
 * Keeps everything in this process, for tests and pages that are their own server. No verb waits for anything
 * between its first look and its last change, so each is one transaction.
 */
export function memoryStore({ clock = Date.now }: MemoryStoreOptions = {}): Store {
  const memory = createMemory(clock)
  return {
    now: async () => clock(),
    reach: async () => {},
    ...userVerbs(memory),
    ...passwordVerbs(memory),
    ...pendingVerbs(memory),
    ...sessionVerbs(memory),
    ...sessionListVerbs(memory),
    ...deviceVerbs(memory),
    ...tryVerbs(memory),
    ...challengeVerbs(memory),
    ...budgetVerbs(memory),
    ...trustVerbs(memory),
    ...trustedSessionVerbs(memory),
    ...enrolmentVerbs(memory),
    ...secretVerbs(memory),
    ...tokenVerbs(memory),
    ...eventVerbs(memory),
    ...purgeVerbs(memory),
  }
}
