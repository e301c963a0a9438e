import { expect, test } from 'vitest'
import { scryptHash } from './scrypt-hash.ts'

const hash = scryptHash()

test('a password is right against its own hash, and no other is', async () => {
  const encoded = await hash.hash('correct horse')
  expect(encoded).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/)
  expect(await hash.verify('correct horse', encoded)).toBe(true)
  expect(await hash.verify('correct horsf', encoded)).toBe(false)
  expect(await hash.verify('', encoded)).toBe(false)
})

test('one password is never hashed the same way twice', async () => {
  expect(await hash.hash('correct horse')).not.toBe(await hash.hash('correct horse'))
})

test('long passwords are not cut', async () => {
  const long = 'x'.repeat(1000)
  const encoded = await hash.hash(`${long}a`)
  expect(await hash.verify(`${long}b`, encoded)).toBe(false)
  expect(await hash.verify(`${long}a`, encoded)).toBe(true)
})

test('a token is derived the same way each time, with another salt another way', async () => {
  const derived = await hash.derive('0123456789ABCDEF', 'salt of a set')
  expect(await hash.derive('0123456789ABCDEF', 'salt of a set')).toBe(derived)
  expect(await hash.derive('0123456789ABCDEF', 'salt of another')).not.toBe(derived)
  expect(derived).toMatch(/^[\w-]{43}$/)
})

test.for(['', 'scrypt', 'bcrypt$1$2$3$a$b', 'scrypt$16384$8$5$$'])(
  '%j is no hash, which is a fault',
  async (encoded) => {
    await expect(hash.verify('correct horse', encoded)).rejects.toThrow('A password hash is not readable.')
  },
)

test('it is not marked as one for tests', () => {
  expect(hash.cheap).toBeUndefined()
})
