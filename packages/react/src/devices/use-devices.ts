import type { Device, DeviceList, KeystepError } from '@keystep/contract'
import type { Method } from '../methods/method.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { accountKey } from '../session/session-key.ts'
import { unlessGone } from '../session/unless-gone.ts'
import { type AccountChange, useAccountChange } from '../session/use-account-change.ts'
import { type AccountList, useAccountList } from '../session/use-account-list.ts'
import { useSession } from '../session/use-session.ts'

export type UseDevicesOptions = {
  /** Told at once, and also where its component is shown no more, and `change` is gone with it. */
  readonly onFailure?: ((failure: KeystepError) => void) | undefined
}

export type DeviceAction = 'rename' | 'makeDefault' | 'resume' | 'remove' | 'disable'
/** What is becoming of a change of the user's devices. */
export type DeviceChange = AccountChange<DeviceAction>

export type UseDevices = Omit<AccountList<'devices'>, 'list'> & {
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
  /** True when it was done. */
  readonly rename: (id: string, name: string) => Promise<boolean>
  readonly makeDefault: (id: string) => Promise<boolean>
  /** Has a suspended one asked again. It takes another one to verify by. */
  readonly resume: (id: string) => Promise<boolean>
  /** `conflict` for the default while another is there. */
  readonly remove: (id: string) => Promise<boolean>
  /** Turns verification off: every device and the backup tokens go. */
  readonly disable: () => Promise<boolean>
  /** Gives up what this session began to add and did not confirm. */
  readonly cancelAdding: () => Promise<void>
  /** What is becoming of the last of these; there is one at a time. */
  readonly change: DeviceChange
}

const nothing: Omit<DeviceList, 'now'> = { devices: [], methods: [], countries: {}, pending: null, challenge: null }

/** The user's devices, and what can be done with them. Where the server asks to verify first, the dialog opens. */
export function useDevices({ onFailure }: UseDevicesOptions = {}): UseDevices {
  const { client, queryClient } = useKeystep()
  const known = useMethods()
  const { accept, refresh } = useSession()
  const { list, ...rest } = useAccountList('devices')
  const { devices, methods, pending } = list.data ?? nothing

  const { run, ...change } = useAccountChange<DeviceAction>(onFailure)
  const real = devices.filter(({ tokensLeft }) => tokensLeft === null)
  const first = real.find((device) => device.default) ?? real[0] ?? null
  return {
    ...rest,
    devices,
    first,
    others: real.filter((device) => device !== first),
    addable: known.filter(({ method, connect }) => connect && methods.includes(method)),
    pending,
    rename: (id, name) => run('rename', () => client.devices.change({ id, name })),
    makeDefault: (id) => run('makeDefault', () => client.devices.change({ id, default: true })),
    resume: (id) => run('resume', () => client.devices.change({ id, suspended: false })),
    remove: (id) =>
      run('remove', async () => {
        await client.devices.remove({ id }).catch(unlessGone)
        // The token is a new one, and without the last device it is verified no more: all tabs look again.
        const session = await refresh()
        if (session) accept(session)
      }),
    disable: () => run('disable', async () => accept(await client.devices.disable({ confirm: true }))),
    async cancelAdding() {
      // What was begun since the list was read is in none that lies here. Where this fails, it lapses on its own.
      const read = await client.devices.list().catch(() => null)
      if (read?.pending) await client.devices.remove({ id: read.pending.id }).catch(() => null)
      await queryClient.invalidateQueries({ queryKey: accountKey })
    },
    change,
  }
}
