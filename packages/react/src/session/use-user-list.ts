import type { Output } from '@keystep/contract'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useKeystep } from '../provider/keystep-context.ts'
import { accountKey } from './session-key.ts'
import { useSession } from './use-session.ts'

/** What a user has lists of. */
export type ListArea = 'devices' | 'sessions' | 'trustedBrowsers'

type Answer<A extends ListArea> = Output<A, 'list'> & { readonly now: string }

export type UserList<A extends ListArea> = {
  readonly list: UseQueryResult<Answer<A>>
  readonly userId: string | null
}

/**
 * A list of whoever is signed in, asked for once however many components show it. Under a key of the user's own, and
 * forgotten with its last reader: what one user has is never shown to the next in this browser.
 */
export function useUserList<A extends ListArea>(area: A): UserList<A> {
  const { client, queryClient } = useKeystep()
  const { session } = useSession()
  const userId = session?.state === 'signed_in' ? session.user.id : null
  const list = useQuery(
    {
      queryKey: [...accountKey, area, userId],
      queryFn: () => (client[area].list as () => Promise<Answer<A>>)(),
      enabled: userId !== null,
      retry: false,
      // What is shown by and by, such as the sections of a panel, shares one answer; what is changed is read again.
      staleTime: 5000,
      gcTime: 0,
    },
    queryClient,
  )
  return { list, userId }
}
