import { expect, test } from 'vitest'
import { backup, totp } from '@keystep/server'
// The source itself, as its entry is for apps.
import { hotp, type HotpOptions } from '../../packages/server/src/hotp/hotp.ts'
import { cheapHash } from '../server/cheap-hash.ts'
import { refusal, startServer } from '../server/start-server.ts'

/** The key that the tests of django-otp use, and its codes of the counters 0 to 3. */
const key = 'd2e8a68036f68960b1c30532bb6c56da5934d879'
const codes = ['782373', '313268', '307722', '855853'] as const

/** Ada with an app, and a hardware token that counted to `counter` and was confirmed by its code there. */
async function setup(counter: number, options: HotpOptions = {}) {
  const server = startServer({ methods: [totp(), hotp(options), backup({ hash: cheapHash })] })
  const { browser } = await server.signUpWithPhone('ada')
  const extra = { key, encoding: 'hex', counter }
  const { device } = await browser.auth.devices.begin({ method: 'hotp', requestKey: 'one', extra })
  const confirm = (code: string) => browser.auth.devices.confirm({ id: device.id, code })
  const signIn = async (code: string) => {
    const login = await server.passwordStep('ada')
    return await login.browser.auth.login.verify({ deviceId: device.id, code })
  }
  const inStore = async () => (await server.store.devicesOf('ada')).find(({ method }) => method === 'hotp')
  return { confirm, signIn, inStore }
}

const wrong = refusal('invalid_code')
const right = { verified: true, device: { method: 'hotp' } }

test('90: the code of the expected counter is right, and the counter goes past it', async () => {
  const { confirm, signIn, inStore } = await setup(0)
  expect(await confirm(codes[0])).toMatchObject(right)
  expect(await inStore()).toMatchObject({ counter: 0 })
  expect(await signIn(codes[1])).toMatchObject(right)
  expect(await inStore()).toMatchObject({ counter: 1 })
  await expect(signIn(codes[1])).rejects.toMatchObject(wrong)
  await expect(signIn(codes[0])).rejects.toMatchObject(wrong)
})

test('90: a code within the look-ahead is right, and the counter goes past it', async () => {
  const { confirm, signIn, inStore } = await setup(0, { lookAhead: 1 })
  await confirm(codes[0])
  expect(await signIn(codes[2])).toMatchObject(right)
  expect(await inStore()).toMatchObject({ counter: 2 })
  expect(await signIn(codes[3])).toMatchObject(right)
})

test('90: a code beyond the look-ahead is refused, and the counter stays', async () => {
  const { confirm, signIn, inStore } = await setup(0, { lookAhead: 1 })
  await confirm(codes[0])
  await expect(signIn(codes[3])).rejects.toMatchObject(wrong)
  expect(await inStore()).toMatchObject({ counter: 0 })
  expect(await signIn(codes[1])).toMatchObject(right)
})

test('90: a token that has counted already begins there', async () => {
  const { confirm } = await setup(2, { lookAhead: 0 })
  await expect(confirm(codes[1])).rejects.toMatchObject(wrong)
  expect(await confirm(codes[2])).toMatchObject(right)
})
