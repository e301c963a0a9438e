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
  const kind = [...(name ? [label] : []), ...(method ? [] : [messages.unknownMethod])].join('. ')
  return (
    <div {...part('facts')}>
      {(kind || destination) && (
        <p>
          {kind} {/* A number or an address is written from left to right everywhere. */}
          {destination && <bdi dir="ltr">{destination}</bdi>}
        </p>
      )}
      <p>
        {messages.deviceAdded({ when: dayInWords(messages, { at: createdAt, now, language }) })}{' '}
        {lastUsedAt
          ? messages.deviceLastUsed({ when: momentInWords(messages, { at: lastUsedAt, now, language }) })
          : messages.deviceUnused}
      </p>
    </div>
  )
}
