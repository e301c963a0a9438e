import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { fromNode } from './from-node.ts'

/** The address a server finds behind so many proxies of its own. */
async function addressOf(trustedHops: number, remoteAddress: string | undefined, forwarded?: string) {
  const app = new Hono()
  app.get('/', (c) => c.json(fromNode({ trustedHops })(c)))
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  const response = await app.request('/', { headers }, { incoming: { socket: { remoteAddress } } })
  return (await response.json()) as string | null
}

describe('without proxies', () => {
  test('is the socket’s, whatever the header says', async () => {
    expect(await addressOf(0, '192.0.2.1')).toBe('192.0.2.1')
    expect(await addressOf(0, '192.0.2.1', '198.51.100.7')).toBe('192.0.2.1')
    expect(await addressOf(0, '192.0.2.1', '198.51.100.7, 203.0.113.9')).toBe('192.0.2.1')
  })

  test('is null where there is no socket', async () => {
    expect(await addressOf(0, undefined)).toBeNull()
    expect(await addressOf(0, undefined, '198.51.100.7')).toBeNull()
    const app = new Hono()
    app.get('/', (c) => c.json(fromNode({ trustedHops: 0 })(c)))
    expect(await (await app.request('/')).json()).toBeNull()
  })
})

describe('behind proxies of one’s own', () => {
  test('is what the first of them heard', async () => {
    expect(await addressOf(1, '10.0.0.1', '198.51.100.7')).toBe('198.51.100.7')
    expect(await addressOf(2, '10.0.0.1', '198.51.100.7, 10.0.0.2')).toBe('198.51.100.7')
  })

  test('is not what a client wrote before them', async () => {
    expect(await addressOf(1, '10.0.0.1', '127.0.0.1, 198.51.100.7')).toBe('198.51.100.7')
    expect(await addressOf(1, '10.0.0.1', 'spoofed, more, 198.51.100.7')).toBe('198.51.100.7')
  })
})

describe('one address has one spelling', () => {
  test.for([
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:0201', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['[2001:db8:1:2::1]:443', '2001:db8:1:2::/64'],
    ['unknown', null],
    ['192.0.2.1.evil.example', null],
    ['', null],
  ] as const)('%s is %s', async ([address, canonical]) => {
    expect(await addressOf(0, address)).toBe(canonical)
  })
})
