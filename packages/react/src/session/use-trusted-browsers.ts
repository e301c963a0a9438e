import type { TrustedBrowserList } from '@keystep/contract'
import { useKeystep } from '../provider/keystep-context.ts'
import { unlessGone } from './unless-gone.ts'
import { type AccountChange, useAccountChange } from './use-account-change.ts'
import { type AccountList, useAccountList } from './use-account-list.ts'

export type UseTrustedBrowsers = Omit<AccountList<'trustedBrowsers'>, 'list'> & {
  /** The newest first. */
  readonly browsers: TrustedBrowserList['browsers']
  /** True when it is over: the next sign-in there asks for the second step. Who is signed in there stays so. */
  readonly end: (id: string) => Promise<boolean>
  /** What is becoming of the last one that was ended; there is one at a time. */
  readonly change: AccountChange<'end'>
}

/** The browsers that skip the user's second step. Where the server asks to verify before it ends one, the dialog opens. */
export function useTrustedBrowsers(): UseTrustedBrowsers {
  const { client } = useKeystep()
  const { list, ...rest } = useAccountList('trustedBrowsers')
  const { run, ...change } = useAccountChange<'end'>()
  return {
    ...rest,
    browsers: list.data?.browsers ?? [],
    end: (id) => run('end', () => client.trustedBrowsers.end({ id }).catch(unlessGone)),
    change,
  }
}
