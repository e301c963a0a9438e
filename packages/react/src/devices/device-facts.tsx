import type { Device } from '@keystep/contract'
import { usePart } from '../parts/use-part.ts'
import { useKeystep } from '../provider/keystep-context.ts'
import { useDeviceWords } from './use-device-words.ts'
import { dayInWords, momentInWords } from './when-in-words.ts'

export type DeviceFactsProps = {
  readonly device: Device
  /** The server's time, in epoch milliseconds. */
  readonly now: number
}

/** What there is to know of a device, in sentences: they wrap where dots between them would hang. */
export function DeviceFacts({ device, now }: DeviceFactsProps) {
  const { messages, language } = useKeystep()
  const part = usePart()
  const { method, label } = useDeviceWords(device)
  const { name, destination, createdAt, lastUsedAt } = device
  return (
    <p {...part('facts')}>
      {name && <span>{label}</span>}
      {/* A number or an address is written from left to right everywhere. */}
      {destination && <bdi dir="ltr">{destination}</bdi>}
      {!method && <span>{messages.unknownMethod}</span>}
      <span>{messages.deviceAdded({ when: dayInWords(messages, { at: createdAt, now, language }) })}</span>
      <span>
        {lastUsedAt
          ? messages.deviceLastUsed({ when: momentInWords(messages, { at: lastUsedAt, now, language }) })
          : messages.deviceUnused}
      </span>
    </p>
  )
}
