import type { Device } from '@keystep/contract'
import type { Method } from '../methods/method.ts'
import type { EnrollingNumber } from './use-enrolling.ts'

/** The other way to reach the number that is being connected, or just was. */
export type OtherChannel = {
  readonly method: Method
  /** As the server masks it; as it was typed, before it did. */
  readonly destination: string
}

export type OtherChannelOptions = {
  readonly phone: EnrollingNumber | null
  /** Those that can be connected. */
  readonly methods: readonly Method[]
  readonly devices: readonly Device[]
}

/** Null where the number is not known any more, is reached in both ways already, or can be in one alone. */
export function otherChannel({ phone, methods, devices }: OtherChannelOptions): OtherChannel | null {
  if (!phone) return null
  const other = methods.find(({ method, channel }) => channel?.other === phone.method && method !== phone.method)
  if (!other) return null
  const { destination, number } = phone
  const isOn = devices.some((one) => one.method === other.method && one.destination === destination)
  return isOn ? null : { method: other, destination: destination ?? number }
}
