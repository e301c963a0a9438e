import type { User } from '../../stores/records.ts'
import type { DeviceType } from '../device-type.ts'
import { encodeBase32 } from './base32.ts'
import { otpauthUri } from './otpauth-uri.ts'
import { matchStep } from './match-step.ts'
import { readTotpState, type TotpAlgorithm } from './totp-state.ts'

export type TotpOptions = {
  /** Length of a new key: 20 bytes are 160 bits (RFC 4226, R6). From 20 to 64. @default 20 */
  readonly keyBytes?: number
  /** Seconds a code lasts. @default 30 */
  readonly step?: number
  /** Unix time in seconds from which steps are counted. @default 0 */
  readonly t0?: number
  /** Some apps know six only. @default 6 */
  readonly digits?: 6 | 8
  /** Steps accepted on either side of the expected one, 0 to 2. @default 1 */
  readonly tolerance?: 0 | 1 | 2
  /** Remembers how far a device's clock is off, within one step. @default true */
  readonly sync?: boolean
  /** Many apps know SHA1 only. @default 'SHA1' */
  readonly algorithm?: TotpAlgorithm
  /** Address of a picture for apps that show one beside the codes. @default none */
  readonly image?: string | ((user: User, request: Request) => string)
}

/** An authenticator app (RFC 6238). Every option but `tolerance` and `sync` is kept with the device it enrolled. */
export function totp(options: TotpOptions = {}): DeviceType {
  const { keyBytes = 20, step = 30, t0 = 0, digits = 6, tolerance = 1, sync = true, algorithm = 'SHA1' } = options
  const { image } = options
  if (!(keyBytes >= 20 && keyBytes <= 64)) throw new Error('totp: keyBytes must be from 20 to 64.')
  if (!(Number.isInteger(step) && step > 0)) throw new Error('totp: step must be a whole number of seconds.')
  if (![0, 1, 2].includes(tolerance)) throw new Error('totp: tolerance must be 0, 1 or 2 steps.')
  return {
    method: 'totp',
    begin({ user, request, issuer, random }) {
      const key = random(keyBytes)
      const secret = encodeBase32(key)
      return {
        secret: key,
        state: JSON.stringify({ algorithm, digits, step, t0, drift: 0 }),
        destination: null,
        show: {
          secret,
          otpauthUri: otpauthUri({
            issuer,
            account: user.identifier,
            secret,
            algorithm,
            digits,
            step,
            image: typeof image === 'function' ? image(user, request) : (image ?? null),
          }),
        },
      }
    },
    codeLength: (device) => readTotpState(device.state).digits,
    parse(code, device) {
      const plain = code.replaceAll(/[\s-]/g, '')
      return plain.length === readTotpState(device.state).digits && /^[0-9]+$/.test(plain) ? plain : null
    },
    verify(answer, { device, secret, now }) {
      if (!secret) throw new Error('An authenticator app lost its key.')
      const state = readTotpState(device.state)
      const match = matchStep(answer, { key: secret, state, now, tolerance, after: device.counter })
      if (!match) return null
      const drift = sync ? Math.max(-1, Math.min(1, state.drift + match.offset)) : state.drift
      return { kind: 'counter', counter: match.step, state: JSON.stringify({ ...state, drift }) }
    },
  }
}
