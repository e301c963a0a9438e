import { describe, expect, test } from 'vitest'
import { systemRandom } from './random.ts'
import { createSecretBox } from './secret-box.ts'

const old = { id: 'old', secret: 'what sealed before, with 32 bytes' }
const current = { id: 'current', secret: new TextEncoder().encode('what seals now, which has 32 bytes') }
const secret = new TextEncoder().encode('a secret of twenty b')

/** What Web Crypto rejects with. */
const doesNotOpen = { name: 'OperationError' }

async function setup() {
  const box = createSecretBox([current, old], systemRandom)
  const sealed = await box.seal(secret, 'device|ada|1')
  return { box, sealed }
}

function flip(part: string, at: number): string {
  return part.slice(0, at) + (part[at] === 'A' ? 'B' : 'A') + part.slice(at + 1)
}

test('what is under the current key is known by how it begins', async () => {
  const { box, sealed } = await setup()
  const before = await createSecretBox([old], systemRandom).seal(secret, 'here')
  expect([sealed.startsWith(box.start), before.startsWith(box.start)]).toEqual([true, false])
  const longer = createSecretBox([{ ...current, id: 'current-2' }], systemRandom)
  expect((await longer.seal(secret, 'here')).startsWith(box.start)).toBe(false)
})

test('what was sealed opens at its place', async () => {
  const { box, sealed } = await setup()
  expect(sealed).toMatch(/^v1\.current\.[\w-]{16}\.[\w-]+$/)
  expect(await box.open(sealed, 'device|ada|1')).toEqual(secret)
})

test('one secret is never sealed the same way twice', async () => {
  const { box, sealed } = await setup()
  expect(await box.seal(secret, 'device|ada|1')).not.toBe(sealed)
})

test('no byte of the secret stands in what is kept', async () => {
  const { sealed } = await setup()
  expect(sealed).not.toContain(btoa('a secret').replace(/=+$/, ''))
})

describe('it does not open', () => {
  test.for(['device|ada|2', 'device|eve|1', 'device|ada', ''])('at the place %j', async (place) => {
    const { box, sealed } = await setup()
    await expect(box.open(sealed, place)).rejects.toMatchObject(doesNotOpen)
  })

  test('when any character was changed', async () => {
    const { box, sealed } = await setup()
    const [version, id, nonce = '', text = ''] = sealed.split('.')
    const changed = [
      ...Array.from(nonce, (_, at) => [version, id, flip(nonce, at), text]),
      // The last character holds bits that no byte uses.
      ...Array.from(text.slice(0, -1), (_, at) => [version, id, nonce, flip(text, at)]),
      [version, id, nonce, text.slice(0, -4)],
      [version, 'old', nonce, text],
    ]
    for (const parts of changed)
      await expect(box.open(parts.join('.'), 'device|ada|1')).rejects.toMatchObject(doesNotOpen)
  })

  test.for(['', 'v1', 'v2.current.a.b', 'v1.current..', 'text'])('when it reads %j', async (sealed) => {
    const { box } = await setup()
    await expect(box.open(sealed, 'device|ada|1')).rejects.toThrow('A sealed secret is not readable.')
  })

  test('under a key that is gone, and says which', async () => {
    const { sealed } = await setup()
    await expect(createSecretBox([old], systemRandom).open(sealed, 'device|ada|1')).rejects.toThrow(
      'A secret is sealed under the key "current", which is not among keys. Add it again.',
    )
  })
})

test('a key that is no longer the first still opens', async () => {
  const before = await createSecretBox([old], systemRandom).seal(secret, 'here')
  const { box } = await setup()
  expect(await box.open(before, 'here')).toEqual(secret)
})
