import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { keyFault } from './key-fault.ts'

const remedy = 'Make one with: openssl rand -base64 32.'
const bytes = (count: number, byteAt: (index: number) => number) =>
  Uint8Array.from({ length: count }, (_, i) => byteAt(i))

test.for<readonly [what: string, secret: string | Uint8Array, why: string]>([
  ['nothing but zeros', new Uint8Array(32), 'is made of fewer than 6 different bytes'],
  ['one byte', bytes(48, () => 7), 'is made of fewer than 6 different bytes'],
  ['one letter', 'x'.repeat(40), 'is made of fewer than 6 different bytes'],
  ['one letter, but for the last', `${'x'.repeat(40)}y`, 'is made of fewer than 6 different bytes'],
  ['a few digits', '1234512345123451234512345123451234512345', 'is made of fewer than 6 different bytes'],
  ['bytes that count up', bytes(32, (index) => index), 'only counts on'],
  ['bytes that count down', bytes(32, (index) => 255 - index), 'only counts on'],
  ['bytes that count past the end', bytes(64, (index) => (index * 37) % 256), 'only counts on'],
  ['ten digits again and again', '1234567890'.repeat(4), 'repeats itself'],
  ['hexadecimal digits again and again', '0123456789abcdef'.repeat(2), 'repeats itself'],
  ['a word again and again, cut off', 'keystep'.repeat(5).slice(0, 32), 'repeats itself'],
  ['a placeholder', 'CHANGE-ME-change-me-Change_me-now!', 'is a placeholder or an example'],
  ['what to do with it', 'replace this with 32 random bytes of your own', 'is a placeholder or an example'],
  ['whose it would be', 'your-secret-key-of-thirty-two-bytes', 'is a placeholder or an example'],
  ['where it would be', '<<< put the 32 bytes of your secret here >>>', 'is a placeholder or an example'],
  ['a default', 'default_secret_default_key_00000001', 'is a placeholder or an example'],
  [
    'the same as bytes',
    new TextEncoder().encode('a super secret that nobody will guess'),
    'is a placeholder or an example',
  ],
])('%s is refused', ([, secret, why]) => {
  expect(keyFault([{ id: '2026-11', secret }])).toBe(`the key "2026-11" ${why}, so it can be guessed. ${remedy}`)
})

test('any key is looked at, and told by its place where the id is none', () => {
  const right = { id: 'a', secret: 'a secret which nobody has seen yet' }
  expect(keyFault([right, { id: 'b', secret: 'x'.repeat(32) }])).toMatch(/^the key "b" is made of fewer/)
  expect(keyFault([right])).toBeNull()
})

test('what is missing or short says how to make one', () => {
  expect(keyFault([{ id: 'a', secret: '' }])).toBe(`the key "a" has no secret. Is its variable set? ${remedy}`)
  expect(keyFault([{ id: 'a', secret: 'short' }])).toBe(
    `the key "a" is too short. It needs 32 bytes or more. ${remedy}`,
  )
})

test('what is random is taken, in every way to write it', () => {
  for (let round = 0; round < 500; round++) {
    const random = crypto.getRandomValues(new Uint8Array(32))
    const buffer = Buffer.from(random)
    for (const secret of [random, buffer.toString('base64'), buffer.toString('base64url'), buffer.toString('hex')]) {
      expect(keyFault([{ id: 'a', secret }])).toBeNull()
    }
  }
})

test('no key of the documentation is one', () => {
  const documents = ['README.md', 'CONTRIBUTING.md', 'packages/server/src/cli/help-text.ts']
  const written = documents.flatMap((path) => [
    ...readFileSync(path, 'utf8').matchAll(/"?secret"?: ?["']([^"']*)["']/g),
  ])
  expect(written.length).toBeGreaterThan(2)
  for (const [, secret = ''] of written) expect(keyFault([{ id: 'a', secret }])).not.toBeNull()
})
