import type { Device } from '@keystep/contract'
import type { Method } from '../methods/method.ts'
import { isolated } from '../parts/isolated.ts'
import { useMethods } from '../methods/use-methods.ts'
import { useKeystep } from '../provider/keystep-context.ts'

export type DeviceWords = {
  /** Null where the kit does not know the method: such a device is not asked here. */
  readonly method: Method | null
  /** The kind of device; the server's word for it where the kit has none. */
  readonly label: string
  /** What it is called in a list. */
  readonly title: string
  /** What it is called in a sentence, as exactly as it can be: `Remove this authenticator app?` */
  readonly thing: string
}

/** What a device is called: by its owner, or else by its kind. */
export function useDeviceWords({ name, destination, method: kind }: Device): DeviceWords {
  const { messages, dir } = useKeystep()
  const methods = useMethods()
  const method = methods.find((one) => one.method === kind) ?? null
  const label = method?.label(messages) ?? kind
  const thing = name || isolated(destination, dir) || messages.thisDevice({ label })
  return { method, label, title: name || label, thing }
}
