import * as z from 'zod/mini'
import { generateSync } from 'otplib'
// Through the public door alone: whatever is done here, an app can do for a device of its own.
import type { DeviceType } from '../index.ts'
import { readKey } from './read-key.ts'

export type HotpOptions = {
  /** What new devices show. @default 6 */
  readonly digits?: 6 | 8
  /** Codes after the expected one that are accepted, for presses nobody typed; up to 10 (RFC 4226, section 7.4). @default 5 */
  readonly lookAhead?: number
}

type HotpState = { readonly digits: 6 | 8; readonly start: number }

const begin = z.strictObject({
  /** As its maker prints it: base32 or hex, of 16 bytes or more (RFC 4226, R6). */
  key: z.string().check(z.minLength(1), z.maxLength(256)),
  /** @default 'base32' */
  encoding: z.optional(z.enum(['base32', 'hex'])),
  /** What the device has counted to. @default 0 */
  counter: z.optional(z.int().check(z.minimum(0))),
})

/** Hardware tokens that count (HOTP, RFC 4226): enrolled by the key that came with them, in `extra`. */
export function hotp({ digits = 6, lookAhead = 5 }: HotpOptions = {}): DeviceType {
  if (!(Number.isInteger(lookAhead) && lookAhead >= 0 && lookAhead <= 10)) {
    throw new Error('hotp: lookAhead must be from 0 to 10.')
  }
  return {
    method: 'hotp',
    extra: { begin },
    begin({ extra }) {
      const { key, encoding = 'base32', counter = 0 } = extra as z.infer<typeof begin>
      const secret = readKey(key, encoding)
      if (!secret) return { refused: { path: 'extra.key', key: 'key_format' } }
      return { secret, state: JSON.stringify({ digits, start: counter }), destination: null, show: {} }
    },
    codeLength: (device) => readState(device.state).digits,
    parse(code, device) {
      const plain = code.replaceAll(/[\s-]/g, '')
      return plain.length === readState(device.state).digits && /^[0-9]+$/.test(plain) ? plain : null
    },
    verify(answer, { device, secret }) {
      if (!secret) throw new Error('A hardware token lost its key.')
      const state = readState(device.state)
      const expected = Math.max(device.counter + 1, state.start)
      let match: number | null = null
      // To the end, whichever was right: the time says nothing about the counter.
      for (let counter = expected + lookAhead; counter >= expected; counter--) {
        if (generateSync({ strategy: 'hotp', secret, counter, digits: state.digits }) === answer) match = counter
      }
      return match === null ? null : { kind: 'counter', counter: match, state: device.state }
    },
  }
}

/** Only `hotp()` writes it, so its shape is known. */
function readState(state: string): HotpState {
  return JSON.parse(state) as HotpState
}
