import type { ActivityList } from '@keystep/contract'
import { type AccountList, useAccountList } from '../session/use-account-list.ts'

export type UseActivity = Omit<AccountList<'activity'>, 'list'> & {
  /** The newest first, a hundred at most. `name` is an open list: show what you have words for. */
  readonly activity: ActivityList['activity']
}

/** What happened to the user's account. Read again whenever it is changed here. */
export function useActivity(): UseActivity {
  const { list, ...rest } = useAccountList('activity')
  return { ...rest, activity: list.data?.activity ?? [] }
}
