import type { KeystepError, SessionState, SignedIn } from '@keystep/contract'
import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useKeystep } from '../provider/keystep-context.ts'
import { accountKey, sessionKey } from './session-key.ts'

export type UseSession = (
  | { readonly status: 'loading'; readonly session: null; readonly error: null }
  | { readonly status: 'failed'; readonly session: null; readonly error: KeystepError }
  | { readonly status: 'ready'; readonly session: SessionState; readonly error: null }
) & {
  /** The server's clock minus this browser's, in milliseconds: every age is judged by the server's. */
  readonly clockOffset: number
  /** Asks the server again; null where no answer came, which `status` then says. */
  readonly refresh: () => Promise<SessionState | null>
  /** Takes over what a call of the app's own answered. */
  readonly accept: (session: SessionState) => void
  readonly logout: () => Promise<void>
}

/** Who this browser is, as the server last said. */
export function useSession(): UseSession {
  const { client, queryClient, otherTabs } = useKeystep()
  // The client rejects with nothing else.
  const query = useQuery<SessionState, KeystepError>(
    { queryKey: sessionKey, queryFn: () => client.session.read(), staleTime: 30_000, retry: false },
    queryClient,
  )

  const accept = useCallback(
    (session: SessionState) => {
      queryClient.setQueryData(sessionKey, session.state === 'signed_in' ? withoutNext(session) : session)
      void queryClient.invalidateQueries({ queryKey: accountKey })
      otherTabs.tell()
    },
    [otherTabs, queryClient],
  )
  const refresh = useCallback(
    () =>
      queryClient
        .fetchQuery({ queryKey: sessionKey, queryFn: () => client.session.read(), staleTime: 0 })
        .catch(() => null),
    [client, queryClient],
  )
  const logout = useCallback(async () => {
    const session = await client.session.logout()
    queryClient.removeQueries({ queryKey: accountKey })
    accept(session)
  }, [accept, client, queryClient])

  const shared = {
    clockOffset: query.data ? Date.parse(query.data.now) - query.dataUpdatedAt : 0,
    refresh,
    accept,
    logout,
  }
  if (query.data) return { status: 'ready', session: query.data, error: null, ...shared }
  if (query.error) return { status: 'failed', session: null, error: query.error, ...shared }
  return { status: 'loading', session: null, error: null, ...shared }
}

/** Where one sign-in was heading is nothing that the next one should be told. */
function withoutNext({ next: _next, ...session }: SignedIn): SignedIn {
  return session
}
