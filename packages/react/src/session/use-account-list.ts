import type { OwnQuery } from './use-own-query.ts'
import { useSession } from './use-session.ts'
import { type ListArea, type UserList, useUserList } from './use-user-list.ts'

export type Answered = {
  readonly status: 'loading' | 'unreachable' | 'signed_out' | 'ready'
  readonly userId: string | null
  /** The server's time as it said so, in epoch milliseconds: "today" is judged by it. */
  readonly now: number
  readonly retry: () => void
}

export type AccountList<A extends ListArea> = UserList<A> & Answered

/** A list of whoever is signed in, for hooks that are about it: whether it is there, and trying again. */
export function useAccountList<A extends ListArea>(area: A): AccountList<A> {
  const { list, userId } = useUserList(area)
  return { list, ...useAnswered({ query: list, userId }) }
}

/** Whether what was asked is there, and trying again. */
export function useAnswered({ query, userId }: OwnQuery<{ readonly now: string }>): Answered {
  const { session, status, refresh } = useSession()
  return {
    status: statusNow(),
    userId,
    now: query.data ? Date.parse(query.data.now) : 0,
    retry() {
      void refresh()
      if (userId !== null) void query.refetch()
    },
  }

  function statusNow(): Answered['status'] {
    if (query.data) return 'ready'
    if (session && userId === null) return 'signed_out'
    return status === 'failed' || query.isError ? 'unreachable' : 'loading'
  }
}
