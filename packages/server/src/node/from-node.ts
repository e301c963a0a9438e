import { isIP } from 'node:net'
import type { Context } from 'hono'

export type FromNodeOptions = {
  /** Proxies of your own before the server; 0: none, and `X-Forwarded-For` is not believed. */
  readonly trustedHops: number
}

/** The address of a request to `@hono/node-server`: an IPv4 address, or the /64 an IPv6 user moves in. */
export function fromNode({ trustedHops }: FromNodeOptions): (c: Context) => string | null {
  return function clientAddress(c) {
    const { incoming } = (c.env ?? {}) as { incoming?: { socket?: { remoteAddress?: string } } }
    const socket = incoming?.socket?.remoteAddress ?? ''
    const forwarded = c.req.header('x-forwarded-for')?.split(',') ?? []
    // Each proxy appends whom it heard from, so the last entries are the ones that our own proxies wrote.
    const chain = [...forwarded.map((entry) => entry.trim()), socket]
    return canonicalAddress(chain[chain.length - 1 - trustedHops] ?? chain[0] ?? '')
  }
}

function canonicalAddress(address: string): string | null {
  const plain = address.replace(/^\[(.*)\](?::\d+)?$/, '$1').replace(/%.*$/, '')
  if (isIP(plain) === 4) return plain
  if (isIP(plain) !== 6) return null
  // The URL parser writes every IPv6 address in one way.
  const full = new URL(`http://[${plain}]`).hostname.slice(1, -1)
  const mapped = /^::ffff:([0-9a-f]+):([0-9a-f]+)$/.exec(full)
  if (mapped) return [mapped[1], mapped[2]].flatMap((part) => bytes(part ?? '0')).join('.')
  const [head = '', tail = ''] = full.split('::')
  const left = head.split(':').filter(Boolean)
  const right = full.includes('::') ? tail.split(':').filter(Boolean) : []
  const groups = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right]
  return `${groups.slice(0, 4).join(':')}::/64`
}

function bytes(part: string): number[] {
  const value = Number.parseInt(part, 16)
  return [value >> 8, value & 255]
}
