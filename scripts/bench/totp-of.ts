import { createHmac } from 'node:crypto'

export const secondsAStep = 30

/** The code of a time step (RFC 6238), six digits. */
export function totpOf(key: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac('sha1', key).update(counter).digest()
  const at = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The time step of a time in epoch milliseconds. */
export function stepAt(now: number): number {
  return Math.floor(now / 1000 / secondsAStep)
}
