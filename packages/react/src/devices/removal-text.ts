import type { Device } from '@keystep/contract'
import type { Messages } from '../languages/en.ts'
import { isolated } from '../parts/isolated.ts'

export type RemovalTextOptions = {
  readonly device: Device
  /** The kind of device, in words. */
  readonly label: string
  /** Everything the user has. */
  readonly devices: readonly Device[]
  readonly dir: 'ltr' | 'rtl'
}

/** What follows from a removal: where codes come no more, and by which way, as another may still reach the same phone. */
export function removalText(messages: Messages, { device, label, devices, dir }: RemovalTextOptions): string {
  const { id, name, destination } = device
  if (destination === null) return messages.removeText
  if (devices.some((other) => other.id !== id && other.destination === destination)) {
    return messages.removeTextThereBy({ label })
  }
  return name ? messages.removeTextAt({ destination: isolated(destination, dir) }) : messages.removeTextThere
}
