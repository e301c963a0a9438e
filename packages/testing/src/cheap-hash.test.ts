import { expect, test } from 'vitest'
import { cheapHash } from './cheap-hash.ts'

test('knows a password again, and says that it is cheap', async () => {
  const hash = cheapHash()
  const encoded = await hash.hash('the analytical engine')
  expect(hash.cheap).toBe(true)
  expect(await hash.hash('the analytical engine')).not.toBe(encoded)
  expect(await hash.verify('the analytical engine', encoded)).toBe(true)
  expect(await hash.verify('the difference engine', encoded)).toBe(false)
  expect(await hash.derive('token', 'salt')).toBe(await hash.derive('token', 'salt'))
  await expect(hash.verify('token', 'scrypt$1')).rejects.toThrow('not readable')
})
