import { describe, expect, test } from 'vitest'
import { createKeyring, type Key, type KeyUse } from './keyring.ts'

const secret = 'the first secret, with its 32 bytes'
const other = 'another secret, with its 32 bytes'
const use: KeyUse = {
  purpose: 'tests',
  algorithm: { name: 'HMAC', hash: 'SHA-256', length: 256 },
  usages: ['sign'],
}

async function mac(keys: readonly Key[], id: string, purpose = 'tests'): Promise<string> {
  const key = await createKeyring(keys, { ...use, purpose }).key(id)
  if (key === null) throw new Error('no key')
  return Buffer.from(await crypto.subtle.sign('HMAC', key, new Uint8Array())).toString('hex')
}

test('the first key is the current one, and every one is found by its id', async () => {
  const keyring = createKeyring(
    [
      { id: 'b', secret },
      { id: 'a', secret: other },
    ],
    use,
  )
  expect(keyring).toMatchObject({ current: 'b', ids: ['b', 'a'] })
  expect(keyring.key('c')).toBeNull()
  expect(
    await mac(
      [
        { id: 'b', secret },
        { id: 'a', secret: other },
      ],
      'a',
    ),
  ).toBe(await mac([{ id: 'z', secret: other }], 'z'))
})

test('two purposes never share a key, however the secret is given', async () => {
  const text = await mac([{ id: 'a', secret }], 'a')
  expect(await mac([{ id: 'a', secret: new TextEncoder().encode(secret) }], 'a')).toBe(text)
  expect(await mac([{ id: 'a', secret }], 'a', 'something else')).not.toBe(text)
})

describe('refused are', () => {
  test.for<readonly [what: string, keys: readonly Key[], sentence: string]>([
    ['no keys', [], 'keys is empty. Give at least one: [{ id, secret }].'],
    ['a secret that is not set', [{ id: 'a', secret: '' }], 'the key "a" has no secret. Is its variable set? Make one'],
    ['a short secret', [{ id: 'a', secret: 'x'.repeat(31) }], 'the key "a" is too short. It needs 32 bytes or more.'],
    [
      'one id twice',
      [
        { id: 'a', secret },
        { id: 'a', secret: other },
      ],
      'the key "a" is there twice.',
    ],
    [
      'one secret twice',
      [
        { id: 'a', secret },
        { id: 'b', secret },
      ],
      'the key "b" is there twice. Each key needs its own',
    ],
    [
      'one secret twice, as text and as bytes',
      [
        { id: 'a', secret },
        { id: 'b', secret: new TextEncoder().encode(secret) },
      ],
      'the key "b" is there twice.',
    ],
    [
      'a dot in an id',
      [
        { id: 'b', secret },
        { id: 'a.b', secret: other },
      ],
      'the id of key 2 is not usable.',
    ],
    ['an empty id', [{ id: '', secret }], 'the id of key 1 is not usable.'],
    ['a long id', [{ id: 'a'.repeat(33), secret }], 'the id of key 1 is not usable.'],
  ])('%s', ([, keys, sentence]) => {
    expect(() => createKeyring(keys, use)).toThrow(`createKeystep: ${sentence}`)
  })

  test('an id and a secret in each other’s place, without a word of the secret', () => {
    for (const swapped of [secret, 'R3+/x'.repeat(8), 'short+secret']) {
      const create = () => createKeyring([{ id: swapped, secret: '2026-11' }], use)
      expect(create).toThrow(/^createKeystep: (the id of )?key 1 is /)
      expect(create).not.toThrow(swapped)
    }
  })
})
