import { backup, totp, type TotpOptions } from '@keystep/server'
import { cheapHash } from '../server/cheap-hash.ts'
import type { StartOptions } from '../server/start-server.ts'

/** The key and the codes that the tests of django-otp use; the codes are those of time steps 0 to 9. */
const hexKey = '2a2bbba1092ffdd25a328ad1a0a5f5d61d7aacc4'
export const referenceCodes = [
  '179225',
  '656163',
  '839400',
  '154567',
  '346912',
  '471576',
  '045675',
  '101397',
  '491039',
  '784503',
] as const

/** When the clock of `startServer` begins, in seconds. */
const start = Date.UTC(2026, 10, 2, 10) / 1000

/** A server whose authenticator apps all get that key, with its clock at the beginning of a time step. */
export function referenceKey({ step, ...options }: TotpOptions & { readonly step: number }): StartOptions {
  return {
    methods: [totp({ ...options, t0: start - 30 * step }), backup({ hash: cheapHash })],
    // Twenty bytes are asked for a key and for nothing else.
    random: (bytes) => (bytes === 20 ? Uint8Array.from(Buffer.from(hexKey, 'hex')) : randomBytes(bytes)),
  }
}

function randomBytes(bytes: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(bytes))
}
