import { isKeystepError } from '@keystep/contract'
import { describe, expect, test } from 'vitest'
import { referenceThrottle } from '@keystep/server'
import { refusal, startServer, type StartOptions } from './start-server.ts'

async function setup(options: StartOptions = {}) {
  const server = startServer(options)
  const ada = await server.signUpWithPhone('ada')
  const { browser } = await server.passwordStep('ada')
  const verify = (code: string) => browser.auth.login.verify({ deviceId: ada.deviceId, code })

  /** Types a wrong code, and tells what the answer was. */
  async function wrong() {
    const failure: unknown = await verify(ada.phone.wrongCode()).catch((error: unknown) => error)
    if (!isKeystepError(failure)) throw new Error('A wrong code was taken.')
    return { code: failure.code, details: failure.details }
  }

  return { server, ...ada, browser, verify, wrong }
}

test('four wrong codes cost no wait, the fifth costs thirty seconds', async () => {
  const { wrong } = await setup()
  const answers = [await wrong(), await wrong(), await wrong(), await wrong(), await wrong()]
  expect(answers).toEqual([
    { code: 'invalid_code', details: { triesLeft: 3 } },
    { code: 'invalid_code', details: { triesLeft: 2 } },
    { code: 'invalid_code', details: { triesLeft: 1 } },
    { code: 'invalid_code', details: { triesLeft: 0 } },
    { code: 'invalid_code', details: { triesLeft: 0, retryAfter: 30 } },
  ])
})

test('while the device is locked nothing is judged, and the answer says how long', async () => {
  const { server, browser, deviceId, phone, wrong, verify } = await setup()
  for (let tries = 0; tries < 5; tries++) await wrong()
  server.pass(10)
  const response = await browser.post('/auth/login/verify', { deviceId, code: phone.code() })
  expect(response.status).toBe(429)
  expect(response.headers.get('retry-after')).toBe('20')
  expect(await response.json()).toMatchObject({ code: 'throttled', status: 429, retryAfter: 20 })
  expect(await browser.auth.session.read()).toMatchObject({
    state: 'second_factor',
    devices: [{ id: deviceId, lockedUntil: '2026-11-02T10:01:00.000Z' }, { lockedUntil: null }],
  })
  server.pass(20)
  expect(await verify(phone.code())).toMatchObject({ verified: true })
})

test('tries while locked neither count nor lengthen the wait', async () => {
  const { server, wrong } = await setup()
  for (let tries = 0; tries < 20; tries++) await wrong()
  server.pass(29.5)
  expect(await wrong()).toEqual({ code: 'throttled', details: { retryAfter: 1 } })
  server.pass(0.5)
  expect(await wrong()).toEqual({ code: 'invalid_code', details: { triesLeft: 0, retryAfter: 60 } })
})

test('each further wrong code costs twice the wait, up to an hour', async () => {
  const { server, wrong } = await setup({ loginSeconds: 0 })
  const waits: unknown[] = []
  for (let tries = 0; tries < 15; tries++) {
    const { details } = await wrong()
    waits.push(details.retryAfter ?? 0)
    server.pass(details.retryAfter ?? 0)
  }
  expect(waits).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1920, 3600, 3600, 3600, 3600])
})

test('sixty-four wrong codes at once are judged five times', async () => {
  const { wrong } = await setup()
  const answers = await Promise.all(Array.from({ length: 64 }, wrong))
  expect(answers.filter(({ code }) => code === 'invalid_code')).toHaveLength(5)
  expect(answers.filter(({ code }) => code === 'throttled')).toHaveLength(59)
})

test('a new login, another browser and a step-up go on counting where the last one stopped', async () => {
  const server = startServer()
  const { browser, deviceId, phone } = await server.signUpWithPhone('ada')
  const answer = { deviceId, code: phone.wrongCode() }
  for (const triesLeft of [3, 2]) {
    const login = await server.passwordStep('ada')
    await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft }))
  }
  await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 1 }))
})

test('a right code sets the count back', async () => {
  const { server, deviceId, phone, wrong, verify } = await setup()
  for (let tries = 0; tries < 4; tries++) await wrong()
  await verify(phone.code())
  const { browser } = await server.passwordStep('ada')
  const answer = { deviceId, code: phone.wrongCode() }
  await expect(browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 3 }))
})

test('a locked device leaves the others alone, and their success does not unlock it', async () => {
  const { server, browser, deviceId, phone, backupTokens, wrong } = await setup()
  for (let tries = 0; tries < 5; tries++) await wrong()
  const { devices } = (await browser.auth.session.read()) as { devices: { id: string; method: string }[] }
  const backupId = devices.find(({ method }) => method === 'backup')?.id ?? ''
  const done = await browser.auth.login.verify({ deviceId: backupId, code: backupTokens[0] ?? '' })
  expect(done).toMatchObject({ verified: true, device: { method: 'backup' } })
  const again = await server.passwordStep('ada')
  await expect(again.browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(
    refusal('throttled'),
  )
})

describe('a device that is not the user’s', () => {
  test('gets the answer of a wrong code, and nobody is charged', async () => {
    const { server, browser, deviceId, phone, wrong } = await setup()
    const bob = await server.signUpWithPhone('bob')
    for (const id of [bob.deviceId, 'unknown', crypto.randomUUID()]) {
      await expect(browser.auth.login.verify({ deviceId: id, code: bob.phone.code() })).rejects.toMatchObject(
        refusal('invalid_code', {}),
      )
      await expect(browser.auth.login.challenge({ deviceId: id })).rejects.toMatchObject(refusal('invalid_code'))
    }
    expect(await wrong()).toMatchObject({ details: { triesLeft: 3 } })
    const bobs = await server.passwordStep('bob')
    expect(await bobs.browser.auth.login.verify({ deviceId: bob.deviceId, code: bob.phone.code() })).toMatchObject({
      user: { id: 'bob' },
    })
    expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ user: { id: 'ada' } })
  })

  test('nor does its code open the user’s own device', async () => {
    const { server, verify } = await setup()
    const bob = await server.signUpWithPhone('bob')
    await expect(verify(bob.phone.code())).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 3 }))
  })
})

test('a device that is being enrolled is none at sign-in', async () => {
  const { server, browser } = await setup()
  const mary = await server.signUp('mary').then(() => server.passwordStep('mary'))
  const begun = await mary.browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  const again = await server.passwordStep('mary')
  expect(again.state).toMatchObject({ state: 'signed_in', hasDevice: false })
  await expect(browser.auth.login.challenge({ deviceId: begun.device.id })).rejects.toMatchObject(
    refusal('invalid_code'),
  )
})

test('the schedule is an option, the reference’s among its values', async () => {
  const { server, wrong } = await setup({ throttle: referenceThrottle(), loginSeconds: 0 })
  const waits: unknown[] = []
  for (let tries = 0; tries < 21; tries++) {
    const { details } = await wrong()
    waits.push(details.retryAfter)
    server.pass(details.retryAfter ?? 0)
  }
  expect(waits).toEqual(Array.from({ length: 21 }, (_, n) => 2 ** n))
})
