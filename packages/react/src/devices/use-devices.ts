import { type Device, type DeviceList, isKeystepError, type KeystepError } from '@keystep/contract'
import type { Method } from '../methods/method.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { devicesKey } from '../session/session-key.ts'
import { useSession } from '../session/use-session.ts'
import { type DeviceChange, useDeviceChange } from './use-device-change.ts'
import { useDeviceList } from './use-device-list.ts'

export type UseDevicesOptions = {
  /** Told at once, and also where its component is shown no more, and `change` is gone with it. */
  readonly onFailure?: ((failure: KeystepError) => void) | undefined
}

export type UseDevices = {
  readonly status: 'loading' | 'unreachable' | 'signed_out' | 'ready'
  readonly userId: string | null
  /** Everything the user has, as the server says it: the default first, the backup tokens last. */
  readonly devices: readonly Device[]
  /** The default, which is asked first; null for a user who has none. */
  readonly first: Device | null
  /** The others, but for the backup tokens. */
  readonly others: readonly Device[]
  /** What can be added here: the server offers it, and the kit knows how. */
  readonly addable: readonly Method[]
  /** What this session began to add and did not confirm yet. */
  readonly pending: DeviceList['pending']
  /** The server's time as it said so, in epoch milliseconds: "today" is judged by it. */
  readonly now: number
  /** True when it was done. */
  readonly rename: (id: string, name: string) => Promise<boolean>
  readonly makeDefault: (id: string) => Promise<boolean>
  /** `conflict` for the default while another is there. */
  readonly remove: (id: string) => Promise<boolean>
  /** Turns verification off: every device and the backup tokens go. */
  readonly disable: () => Promise<boolean>
  /** Gives up what this session began to add and did not confirm. */
  readonly cancelAdding: () => Promise<void>
  /** What is becoming of the last of these; there is one at a time. */
  readonly change: DeviceChange
  readonly retry: () => void
}

const nothing: Omit<DeviceList, 'now'> = { devices: [], methods: [], countries: {}, pending: null, challenge: null }

/** The user's devices, and what can be done with them. Where the server asks to verify first, the dialog opens. */
export function useDevices({ onFailure }: UseDevicesOptions = {}): UseDevices {
  const { client, queryClient } = useKeystep()
  const known = useMethods()
  const { session, status, accept, refresh } = useSession()
  const { userId, list } = useDeviceList()
  const { devices, methods, pending } = list.data ?? nothing

  const { run, ...change } = useDeviceChange(onFailure)
  const real = devices.filter(({ tokensLeft }) => tokensLeft === null)
  const first = real.find((device) => device.default) ?? real[0] ?? null
  return {
    status: statusNow(),
    userId,
    devices,
    first,
    others: real.filter((device) => device !== first),
    addable: known.filter(({ method, connect }) => connect && methods.includes(method)),
    pending,
    now: list.data ? Date.parse(list.data.now) : 0,
    rename: (id, name) => run('rename', () => client.devices.change({ id, name })),
    makeDefault: (id) => run('makeDefault', () => client.devices.change({ id, default: true })),
    remove: (id) =>
      run('remove', async () => {
        await client.devices.remove({ id }).catch(unlessGone)
        // The token is a new one, and without the last device it is verified no more: all tabs look again.
        const now = await refresh()
        if (now) accept(now)
      }),
    disable: () => run('disable', async () => accept(await client.devices.disable({ confirm: true }))),
    async cancelAdding() {
      // What was begun since the list was read is in none that lies here. Where this fails, it lapses on its own.
      const now = await client.devices.list().catch(() => null)
      if (now?.pending) await client.devices.remove({ id: now.pending.id }).catch(() => null)
      await queryClient.invalidateQueries({ queryKey: devicesKey })
    },
    change,
    retry() {
      void refresh()
      if (userId !== null) void list.refetch()
    },
  }

  function statusNow(): UseDevices['status'] {
    if (session && userId === null) return 'signed_out'
    if (!session || !list.data) return status === 'failed' || list.isError ? 'unreachable' : 'loading'
    return 'ready'
  }
}

/** Removed in another tab is removed as well. */
function unlessGone(error: unknown): void {
  if (!isKeystepError(error) || error.code !== 'not_found') throw error
}
