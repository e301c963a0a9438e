import type { KeystepError, UserOverview } from '@keystep/contract'
import { useKeystep } from '../provider/keystep-context.ts'
import { type AccountChange, useAccountChange } from '../session/use-account-change.ts'
import { type Answered, useAnswered } from '../session/use-account-list.ts'
import { useOwnQuery } from '../session/use-own-query.ts'
import { useSession } from '../session/use-session.ts'

/** Its `userId` is that of the member of staff. */
export type UseUserOverview = Answered & {
  /** Devices, what is signed in and trusted, and what happened; null until the server said so. */
  readonly overview: UserOverview | null
  /** Why it is `unreachable`: also `not_found`, and what a guard asks before (`staff_required` …). */
  readonly failure: KeystepError | null
  /** Removes every device, and ends what is signed in and trusted. True when it was done. */
  readonly reset: () => Promise<boolean>
  /** What is becoming of the reset. */
  readonly change: AccountChange<'reset'>
}

/**
 * One user as the support desk sees them, by id. Forgotten with the component. Where the server asks to verify before a
 * reset, the dialog opens.
 */
export function useUserOverview(id: string): UseUserOverview {
  const { client } = useKeystep()
  const { refresh } = useSession()
  const own = useOwnQuery(['user', id], () => client.staff.read({ id }))
  const { run, ...change } = useAccountChange<'reset'>()
  return {
    ...useAnswered(own),
    overview: own.query.data ?? null,
    failure: own.query.error,
    reset: () =>
      run('reset', async () => {
        await client.staff.reset({ id, confirm: true })
        // Whoever resets themselves is signed out.
        await refresh()
      }),
    change,
  }
}
