import type { Kysely } from 'kysely'
import { budgetVerbs } from './sql/budgets.ts'
import { challengeVerbs } from './sql/challenges.ts'
import { deviceVerbs } from './sql/devices.ts'
import { enrolmentVerbs } from './sql/enrolment.ts'
import { eventVerbs } from './sql/events.ts'
import { passwordVerbs } from './sql/passwords.ts'
import { pendingVerbs } from './sql/pendings.ts'
import { purgeVerbs } from './sql/purge.ts'
import { secretVerbs } from './sql/secrets.ts'
import { sessionListVerbs } from './sql/session-list.ts'
import { sessionVerbs } from './sql/sessions.ts'
import type { Database } from './sql/tables.ts'
import { tokenVerbs } from './sql/tokens.ts'
import { tryVerbs } from './sql/tries.ts'
import { trustedSessionVerbs } from './sql/trusted-session.ts'
import { trustVerbs } from './sql/trusts.ts'
import { userVerbs } from './sql/users.ts'
import { withTableNames } from './sql/with-table-names.ts'
import type { Store } from './store.ts'
import type { TableNames } from './table-names.ts'

export type SqlStoreOptions = TableNames & {
  /** @default Date.now */
  readonly clock?: () => number
}

/** Keeps everything in the app's own database, in tables of its own, which `migrate` makes. */
export function sqlStore<DB>(database: Kysely<DB>, { clock = Date.now, ...names }: SqlStoreOptions = {}): Store {
  // The app's types know its tables; ours are beside them.
  const ours = withTableNames(database, names) as unknown as Database
  return {
    now: async () => clock(),
    async reach() {
      await ours.selectFrom('keystep_users').select('id').limit(1).execute()
    },
    ...userVerbs(ours, clock),
    ...passwordVerbs(ours, clock),
    ...pendingVerbs(ours, clock),
    ...sessionVerbs(ours, clock),
    ...sessionListVerbs(ours, clock),
    ...deviceVerbs(ours, clock),
    ...tryVerbs(ours, clock),
    ...challengeVerbs(ours, clock),
    ...budgetVerbs(ours, clock),
    ...trustVerbs(ours, clock),
    ...trustedSessionVerbs(ours, clock),
    ...enrolmentVerbs(ours, clock),
    ...secretVerbs(ours, clock),
    ...tokenVerbs(ours, clock),
    ...eventVerbs(ours, clock),
    ...purgeVerbs(ours, clock),
  }
}
