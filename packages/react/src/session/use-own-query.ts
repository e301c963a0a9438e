import type { KeystepError } from '@keystep/contract'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useKeystep } from '../provider/keystep-context.ts'
import { accountKey } from './session-key.ts'
import { useSession } from './use-session.ts'

export type OwnQuery<Answer> = {
  readonly query: UseQueryResult<Answer, KeystepError>
  readonly userId: string | null
}

/**
 * What the server says to whoever is signed in, asked once however many components show it. Under a key of the user's
 * own, and forgotten with its last reader: what one user sees is never shown to the next in this browser.
 */
export function useOwnQuery<Answer>(name: readonly string[], read: () => Promise<Answer>): OwnQuery<Answer> {
  const { queryClient } = useKeystep()
  const { session } = useSession()
  const userId = session?.state === 'signed_in' ? session.user.id : null
  const query = useQuery<Answer, KeystepError>(
    {
      queryKey: [...accountKey, ...name, userId],
      queryFn: read,
      enabled: userId !== null,
      retry: false,
      // What is shown by and by, such as the sections of a panel, shares one answer; what is changed is read again.
      staleTime: 5000,
      gcTime: 0,
    },
    queryClient,
  )
  return { query, userId }
}
