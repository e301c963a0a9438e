import type { DeviceRecord } from '../stores/records.ts'
import type { DeviceType } from './device-type.ts'

export type SentDigitsOptions = {
  readonly digits: 6 | 8
  /** How long a code works, from 60 to 600 (NIST SP 800-63B-4, 3.1.3.2). */
  readonly lifetimeSeconds: number
}

export type SentDigits = Required<Pick<DeviceType, 'codeLength' | 'parse' | 'verify'>> & {
  /** Of a device that is begun now: how many digits its codes will always have. */
  readonly state: string
}

/** What every type has in common whose codes are digits that are sent. */
export function sentDigits(method: string, { digits, lifetimeSeconds }: SentDigitsOptions): SentDigits {
  if (!(lifetimeSeconds >= 60 && lifetimeSeconds <= 600)) {
    throw new Error(`${method}: lifetimeSeconds must be 60 to 600.`)
  }
  return {
    state: JSON.stringify({ digits }),
    codeLength: digitsOf,
    parse(code, device) {
      const plain = code.replaceAll(/[\s-]/g, '')
      return plain.length === digitsOf(device) && /^[0-9]+$/.test(plain) ? plain : null
    },
    verify: (answer, { sentCode }) => sentCode(answer),
  }
}

function digitsOf({ state }: DeviceRecord): number {
  return (JSON.parse(state) as { digits: number }).digits
}
