import { type UserList, useUserList } from '../session/use-user-list.ts'

/** The devices of whoever is signed in. */
export function useDeviceList(): UserList<'devices'> {
  return useUserList('devices')
}
