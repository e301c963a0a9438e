import { isKeystepError } from '@keystep/contract'
import { expect, test } from 'vitest'
import { referenceThrottle, type ThrottleOptions } from '@keystep/server'
import { refusal } from '../server/start-server.ts'
import { atSecondStep } from './at-second-step.ts'

async function setup(throttle?: ThrottleOptions) {
  const ada = await atSecondStep({ loginSeconds: 0, ...(throttle && { throttle }) })
  const verify = (code: string) => ada.browser.auth.login.verify({ deviceId: ada.deviceId, code })
  const deviceInStore = async () => (await ada.server.store.devicesOf('ada'))[0]
  return { ...ada, verify, deviceInStore, wrong: () => verify(ada.phone.wrongCode()) }
}

const invalid = refusal('invalid_code')
const waits = refusal('throttled')

test('86: with the reference’s throttle a right code is refused after one wrong one, and taken 1.1 s later', async () => {
  const { server, verify, wrong, phone, deviceInStore } = await setup(referenceThrottle())
  await expect(wrong()).rejects.toMatchObject(refusal('invalid_code', { retryAfter: 1 }))
  await expect(verify(phone.code())).rejects.toMatchObject(waits)
  server.pass(1.1)
  expect(await verify(phone.code())).toMatchObject({ verified: true })
  expect(await deviceInStore()).toMatchObject({ failures: 0, lockedUntil: 0 })
})

test('86: with the reference’s throttle five quick failures count once', async () => {
  const { wrong, deviceInStore } = await setup(referenceThrottle())
  await expect(wrong()).rejects.toMatchObject(invalid)
  for (let tries = 0; tries < 4; tries++) await expect(wrong()).rejects.toMatchObject(waits)
  expect(await deviceInStore()).toMatchObject({ failures: 1 })
})

test('86: with ours four wrong codes cost no wait, and the user is told how many are left and for how long', async () => {
  const { server, browser, wrong, verify, phone, deviceInStore } = await setup()
  for (const triesLeft of [3, 2, 1, 0]) {
    await expect(wrong()).rejects.toMatchObject(refusal('invalid_code', { triesLeft }))
  }
  await expect(wrong()).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 0, retryAfter: 30 }))
  await expect(wrong()).rejects.toMatchObject(refusal('throttled', { retryAfter: 30 }))
  const lockedUntil = new Date(server.now() + 30_000).toISOString()
  expect(await browser.auth.session.read()).toMatchObject({ devices: [{ lockedUntil }, { lockedUntil: null }] })
  server.pass(30)
  expect(await verify(phone.code())).toMatchObject({ verified: true })
  expect(await deviceInStore()).toMatchObject({ failures: 0, lockedUntil: 0 })
})

test('86: the waits of the reference double without an end, and a factor multiplies them', async () => {
  for (const factor of [1, 3]) {
    const { server, wrong } = await setup(referenceThrottle(factor))
    const told: unknown[] = []
    for (let tries = 0; tries < 21; tries++) {
      const failure: unknown = await wrong().catch((error: unknown) => error)
      const retryAfter = isKeystepError(failure) ? (failure.details.retryAfter ?? 0) : 0
      told.push(retryAfter)
      server.pass(retryAfter)
    }
    expect(told).toEqual(Array.from({ length: 21 }, (_, failures) => factor * 2 ** failures))
  }
})

test.for(['1', '12345', '1234567', 'abcdef', '12a456', ' ', '１２３４５６'])(
  '95: %j is no code, and no failure either',
  async (code) => {
    const { server, verify, phone, deviceInStore } = await setup(referenceThrottle())
    const failed = server.listen('verification.failed')
    await expect(verify(code)).rejects.toMatchObject(
      refusal('bad_request', { errors: [{ path: 'code', key: 'format' }] }),
    )
    expect(await deviceInStore()).toMatchObject({ failures: 0, lockedUntil: 0 })
    expect(failed).toEqual([])
    expect(await verify(phone.code())).toMatchObject({ verified: true })
  },
)

test('95: spaces in a right code are no mistake', async () => {
  const { verify, phone } = await setup()
  expect(await verify(` ${phone.code().replace(/^(...)/, '$1 ')} `)).toMatchObject({ verified: true })
})

test('96: tries during a wait neither count nor lengthen it', async () => {
  const { server, wrong, verify, phone, deviceInStore } = await setup({ freeTries: 0, firstWaitSeconds: 8 })
  await expect(wrong()).rejects.toMatchObject(invalid)
  const before = await deviceInStore()
  for (let second = 0; second < 7; second++) {
    server.pass(1)
    await expect(wrong()).rejects.toMatchObject(waits)
  }
  expect(await deviceInStore()).toEqual(before)
  server.pass(1)
  expect(await verify(phone.code())).toMatchObject({ verified: true })
})
