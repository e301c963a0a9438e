import { useSession } from './use-session.ts'
import { type ListArea, type UserList, useUserList } from './use-user-list.ts'

export type AccountList<A extends ListArea> = UserList<A> & {
  readonly status: 'loading' | 'unreachable' | 'signed_out' | 'ready'
  /** The server's time as it said so, in epoch milliseconds: "today" is judged by it. */
  readonly now: number
  readonly retry: () => void
}

/** A list of whoever is signed in, for hooks that are about it: whether it is there, and trying again. */
export function useAccountList<A extends ListArea>(area: A): AccountList<A> {
  const { session, status, refresh } = useSession()
  const { list, userId } = useUserList(area)
  return {
    status: statusNow(),
    userId,
    list,
    now: list.data ? Date.parse(list.data.now) : 0,
    retry() {
      void refresh()
      if (userId !== null) void list.refetch()
    },
  }

  function statusNow(): AccountList<A>['status'] {
    if (list.data) return 'ready'
    if (session && userId === null) return 'signed_out'
    return status === 'failed' || list.isError ? 'unreachable' : 'loading'
  }
}
