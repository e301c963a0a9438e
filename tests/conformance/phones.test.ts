import { deviceAction, en } from '@keystep/react'
import { formatPhoneNumber, maskPhoneNumber, referenceThrottle } from '@keystep/server'
import { describe, expect, test } from 'vitest'
import { refusal } from '../server/start-server.ts'
import { stores } from './stores.ts'
import { type PhonesOptions, withPhones, wrongCode } from './with-phones.ts'

const wrong = refusal('invalid_code')
const tooSoon = (retryAfter: number) => refusal('throttled', { retryAfter, sending: true })

/** Mary, whose number is texted, with her password typed and her code owed. */
async function atSecondStep(options: PhonesOptions = {}) {
  const server = await withPhones(options)
  const mary = await server.signIn('mary')
  const deviceId = await server.enrol(mary, 'sms')
  const sentBefore = server.outbox.length
  const { client } = await server.passwordStep('mary')
  const challenge = () => client.login.challenge({ deviceId })
  const verify = (code: string) => client.login.verify({ deviceId, code })
  return { ...server, mary, deviceId, challenge, verify, sentSince: () => server.outbox.length - sentBefore }
}

test('15: with the reference’s throttle a right code by text waits a second after one wrong one, and then works', async () => {
  const { challenge, verify, sentCode, clock } = await atSecondStep({ throttle: referenceThrottle() })
  await challenge()
  await expect(verify(wrongCode)).rejects.toMatchObject(wrong)
  await expect(verify(sentCode())).rejects.toMatchObject(refusal('throttled', { retryAfter: 1 }))
  clock.advance(1)
  expect(await verify(sentCode())).toMatchObject({ verified: true, device: { method: 'sms' } })
})

test.for([
  ['+41524204242', '+41 52 420 42 42'],
  ['+12024561111', '+1 202 456 1111'],
] as const)('61: %s is written as %s', ([plain, formatted]) => {
  expect(formatPhoneNumber(plain)).toBe(formatted)
})

test.for([
  ['+41524204242', '+41*******42'],
  ['+41 524 204 242', '+41 *** *** *42'],
  ['+31 10 123 4567', '+31 ** *** **67'],
  ['+1 202-456-1111', '+1 ***-***-**11'],
  ['+41 52 420 42 42', '+41 ** *** ** 42'],
  ['12345', '12345'],
] as const)('61: %s is shown as %s', ([plain, masked]) => {
  expect(maskPhoneNumber(plain)).toBe(masked)
})

test.for([
  ['sms', '+12024561111', 'Send text message to +1 *** *** **11'],
  ['call', '+12024561112', 'Call number +1 *** *** **12'],
] as const)('61: a %s device at %s says “%s”', async ([method, typed, action]) => {
  const { signIn } = await withPhones()
  const { client } = await signIn('mary')
  const { device } = await client.devices.begin({ method, number: typed, requestKey: 'one' })
  expect(deviceAction(device, en)).toBe(action)
})

test('62: phones are listed to their owner, under whatever name, and only while they can be reached', async () => {
  const { signIn, enrol, browser, keystep } = await withPhones()
  const ada = await signIn('ada')
  await enrol(ada, 'sms', { name: 'backup' })
  await enrol(ada, 'call', { name: 'At work' })
  const phones = async ({ client }: Pick<typeof ada, 'client'>) =>
    (await client.devices.list()).devices.filter(({ destination }) => destination !== null).map(({ name }) => name)
  expect((await phones(ada)).toSorted()).toEqual(['At work', 'backup'])
  expect(await phones(await signIn('mary'))).toEqual([])
  await expect(phones(browser())).rejects.toMatchObject(refusal('unauthenticated'))
  keystep.deviceTypes.unregister('call')
  expect(await phones(ada)).toEqual(['backup'])
  keystep.deviceTypes.unregister('sms')
  expect(await phones(ada)).toEqual([])
})

test('87: after a code a number waits 30 s for the next and then 60 s, in every login, and a right code ends no wait', async () => {
  const { challenge, verify, sentCode, sentSince, clock, passwordStep, deviceId } = await atSecondStep()
  const { now, sent } = await challenge()
  expect(Date.parse(sent?.resendAt ?? '') - Date.parse(now)).toBe(30_000)
  const other = (await passwordStep('mary')).client.login
  await expect(other.challenge({ deviceId })).rejects.toMatchObject(tooSoon(30))
  clock.advance(30)
  const next = await challenge()
  expect(Date.parse(next.sent?.resendAt ?? '') - Date.parse(next.now)).toBe(60_000)
  await verify(sentCode())
  await expect(other.challenge({ deviceId })).rejects.toMatchObject(tooSoon(60))
  expect(sentSince()).toBe(2)
  clock.advance(60)
  expect((await other.challenge({ deviceId })).sent).toMatchObject({ count: 1 })
  expect(sentSince()).toBe(3)
})

test('94: choosing a phone texts it, a wrong code and asking again too soon do not, and while it waits nothing is sent', async () => {
  const { challenge, verify, sentSince, clock } = await atSecondStep({ throttle: referenceThrottle(120) })
  expect(sentSince()).toBe(0)
  const { sent } = await challenge()
  expect((await challenge()).sent).toEqual(sent)
  await expect(verify(wrongCode)).rejects.toMatchObject(wrong)
  expect(sentSince()).toBe(1)
  clock.advance(30)
  const refused = await challenge().catch((error: unknown) => error)
  expect(refused).toMatchObject(refusal('throttled', { retryAfter: 90 }))
  expect(refused).not.toHaveProperty('details.sending')
  expect(sentSince()).toBe(1)
  clock.advance(90)
  await challenge()
  expect(sentSince()).toBe(2)
})

describe.each(stores)('on %s', (_name, store) => {
  test.for([
    [0, true],
    [299.999, true],
    [300, false],
  ] as const)('109: %d seconds after it was sent a code works: %s', async ([seconds, works]) => {
    const { challenge, verify, sentCode, clock } = await atSecondStep({ store })
    await challenge()
    clock.advance(seconds)
    const verdict = await verify(sentCode()).then(
      () => true,
      () => false,
    )
    expect(verdict).toBe(works)
  })

  test('109: the code that is sent next ends the one before, and each works once, in its own login', async () => {
    const { challenge, verify, sentCode, clock, passwordStep, deviceId } = await atSecondStep({ store })
    await challenge()
    const first = sentCode()
    clock.advance(30)
    await challenge()
    const second = sentCode()
    const { login } = (await passwordStep('mary')).client
    await expect(verify(first)).rejects.toMatchObject(wrong)
    await expect(login.verify({ deviceId, code: second })).rejects.toMatchObject(wrong)
    expect(await verify(second)).toMatchObject({ verified: true })
    await expect(login.verify({ deviceId, code: second })).rejects.toMatchObject(wrong)
  })
})
