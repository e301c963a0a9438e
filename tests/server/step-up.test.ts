import { describe, expect, test } from 'vitest'
import { password, refusal, startServer } from './start-server.ts'

async function setup() {
  const server = startServer()
  const ada = await server.signUpWithPhone('ada')
  return { server, ...ada }
}

const stale = refusal('step_up_required', { maxAge: 300 })

describe('a step-up', () => {
  test('verifies the session anew, under a new token', async () => {
    const { server, browser, phone, deviceId } = await setup()
    const before = browser.cookies.get('keystep-session')
    server.pass(1000)
    expect(await browser.auth.stepUp.challenge({ deviceId })).toEqual({ deviceId, now: expect.any(String), sent: null })
    const state = await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect(state).toMatchObject({ verified: true, verifiedAt: new Date(server.now()).toISOString() })
    expect(state).not.toHaveProperty('next')
    expect(browser.cookies.get('keystep-session')).not.toBe(before)
    expect(await browser.auth.session.read()).toEqual(state)
  })

  test('with a backup token says that it was one', async () => {
    const { browser, backupTokens } = await setup()
    const { devices } = await browser.auth.devices.list()
    const deviceId = devices.find(({ method }) => method === 'backup')?.id ?? ''
    expect(await browser.auth.stepUp.verify({ deviceId, code: backupTokens[0] ?? '' })).toMatchObject({
      device: { id: deviceId, method: 'backup' },
    })
  })

  test('with a wrong code changes nothing and counts as at sign-in', async () => {
    const { browser, phone, deviceId } = await setup()
    const before = [...browser.cookies]
    const answer = { deviceId, code: phone.wrongCode() }
    await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 3 }))
    expect([...browser.cookies]).toEqual(before)
  })

  test('by another’s device is a wrong code and charges nobody', async () => {
    const { server, browser } = await setup()
    const bob = await server.signUpWithPhone('bob')
    const answer = { deviceId: bob.deviceId, code: bob.phone.code() }
    await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('invalid_code', {}))
    await expect(browser.auth.stepUp.challenge({ deviceId: bob.deviceId })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    expect(await bob.browser.auth.stepUp.verify(answer)).toMatchObject({ verified: true })
  })

  test('needs a session: a pending login will not do', async () => {
    const { server, phone, deviceId } = await setup()
    const { browser } = await server.passwordStep('ada')
    const answer = { deviceId, code: phone.code() }
    await expect(browser.auth.stepUp.verify(answer)).rejects.toMatchObject(refusal('unauthenticated'))
    await expect(browser.auth.stepUp.firstFactor({ password })).rejects.toMatchObject(refusal('unauthenticated'))
  })
})

describe('freshness with a device', () => {
  test('lasts three hundred seconds, and a step-up brings it back', async () => {
    const { server, browser, phone, deviceId } = await setup()
    server.pass(270)
    expect((await browser.auth.backupTokens.renew()).tokens).toHaveLength(10)
    server.pass(0.001)
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(stale)
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect((await browser.auth.backupTokens.renew()).tokens).toHaveLength(10)
  })

  test('comes with a sign-in’s second step', async () => {
    const { server, phone, deviceId } = await setup()
    const { browser } = await server.passwordStep('ada')
    await browser.auth.login.verify({ deviceId, code: phone.code() })
    expect((await browser.auth.backupTokens.renew()).tokens).toHaveLength(10)
  })

  test('does not come with the password', async () => {
    const { server, browser } = await setup()
    server.pass(301)
    expect(await browser.auth.stepUp.firstFactor({ password })).toMatchObject({
      firstFactorAt: new Date(server.now()).toISOString(),
    })
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(stale)
    await expect(browser.auth.devices.begin({ method: 'totp', requestKey: 'b' })).rejects.toMatchObject(stale)
  })

  test('lasts as long as the option says', async () => {
    const server = startServer({ freshSeconds: 60 })
    const { browser } = await server.signUpWithPhone('ada')
    expect(await browser.auth.session.read()).toMatchObject({ policy: { freshSeconds: 60 } })
    server.pass(31)
    await expect(browser.auth.backupTokens.renew()).rejects.toMatchObject(refusal('step_up_required', { maxAge: 60 }))
  })
})

async function signedIn() {
  const server = startServer()
  await server.signUp('mary')
  const { browser } = await server.passwordStep('mary')
  const begin = () => browser.auth.devices.begin({ method: 'totp', requestKey: 'c' })
  return { server, browser, begin }
}

describe('freshness without a device', () => {
  test('is the first factor’s, for three hundred seconds', async () => {
    const { server, begin } = await signedIn()
    server.pass(300)
    expect((await begin()).secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('comes back with the password, under a new token', async () => {
    const { server, browser, begin } = await signedIn()
    server.pass(300.001)
    await expect(begin()).rejects.toMatchObject(refusal('first_factor_required', { password: true }))
    const before = browser.cookies.get('keystep-session')
    expect(await browser.auth.stepUp.firstFactor({ password })).toMatchObject({ verified: false })
    expect(browser.cookies.get('keystep-session')).not.toBe(before)
    expect((await begin()).secret).toMatch(/^[A-Z2-7]{32}$/)
  })

  test('does not come back with a wrong password', async () => {
    const { server, browser, begin } = await signedIn()
    server.pass(301)
    await expect(browser.auth.stepUp.firstFactor({ password: 'not the password' })).rejects.toMatchObject(
      refusal('invalid_credentials'),
    )
    await expect(begin()).rejects.toMatchObject(refusal('first_factor_required'))
  })

  test('is lost with the token that the password replaced', async () => {
    const { browser } = await signedIn()
    const old = browser.copy()
    await browser.auth.stepUp.firstFactor({ password })
    await expect(old.auth.devices.begin({ method: 'totp', requestKey: 'd' })).rejects.toMatchObject(
      refusal('first_factor_required', { password: true }),
    )
  })
})

test('nobody signed in is unauthenticated everywhere', async () => {
  const { auth } = startServer().browser()
  const calls = [
    auth.devices.list(),
    auth.devices.begin({ method: 'totp', requestKey: 'e' }),
    auth.devices.confirm({ id: 'x', code: '123456' }),
    auth.devices.remove({ id: 'x' }),
    auth.stepUp.verify({ deviceId: 'x', code: '123456' }),
    auth.backupTokens.renew(),
    auth.backupTokens.confirm({ token: 'x' }),
    auth.password.change({ currentPassword: 'x', newPassword: 'y' }),
  ]
  for (const call of calls) await expect(call).rejects.toMatchObject(refusal('unauthenticated'))
})
