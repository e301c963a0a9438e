import type { SessionList } from '@keystep/contract'
import { useKeystep } from '../provider/keystep-context.ts'
import { unlessGone } from './unless-gone.ts'
import { type AccountChange, useAccountChange } from './use-account-change.ts'
import { type AccountList, useAccountList } from './use-account-list.ts'

export type UseSessions = Omit<AccountList<'sessions'>, 'list'> & {
  /** The one of this browser first, then those seen last. */
  readonly sessions: SessionList['sessions']
  /** True when it is over. `conflict` for the one of this browser, which is ended by logging out. */
  readonly end: (id: string) => Promise<boolean>
  /** With every half-way sign-in, and the trust of every other browser. True when they are over. */
  readonly endOthers: () => Promise<boolean>
  /** What is becoming of the last of these; there is one at a time. */
  readonly change: AccountChange<'end' | 'endOthers'>
}

/** Where the user is signed in. Where the server asks to verify before it ends something, the dialog opens. */
export function useSessions(): UseSessions {
  const { client } = useKeystep()
  const { list, ...rest } = useAccountList('sessions')
  const { run, ...change } = useAccountChange<'end' | 'endOthers'>()
  return {
    ...rest,
    sessions: list.data?.sessions ?? [],
    end: (id) => run('end', () => client.sessions.end({ id }).catch(unlessGone)),
    endOthers: () => run('endOthers', () => client.sessions.endOthers()),
    change,
  }
}
