import type { DeviceList } from '@keystep/contract'
import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useKeystep } from '../provider/keystep-context.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'

/**
 * The devices of whoever is signed in, asked for once however many components show them. Under a key of the user's
 * own, and forgotten with its last reader: what one user has is never shown to the next in this browser.
 */
export function useDeviceList(): { readonly list: UseQueryResult<DeviceList>; readonly userId: string | null } {
  const { client, queryClient } = useKeystep()
  const { session } = useSession()
  const userId = session?.state === 'signed_in' ? session.user.id : null
  const list = useQuery(
    {
      queryKey: [...devicesKey, userId],
      queryFn: () => client.devices.list(),
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
