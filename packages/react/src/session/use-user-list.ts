import type { KeystepError, Output } from '@keystep/contract'
import type { UseQueryResult } from '@tanstack/react-query'
import { useKeystep } from '../provider/keystep-context.ts'
import { useOwnQuery } from './use-own-query.ts'

/** What a user has lists of. */
export type ListArea = 'devices' | 'sessions' | 'trustedBrowsers' | 'activity'

type Answer<A extends ListArea> = Output<A, 'list'> & { readonly now: string }

export type UserList<A extends ListArea> = {
  readonly list: UseQueryResult<Answer<A>, KeystepError>
  readonly userId: string | null
}

/** A list of whoever is signed in. */
export function useUserList<A extends ListArea>(area: A): UserList<A> {
  const { client } = useKeystep()
  const { query, userId } = useOwnQuery([area], () => (client[area].list as () => Promise<Answer<A>>)())
  return { list: query, userId }
}
