import { describe, expect, test } from 'vitest'
import { referenceThrottle } from '@keystep/server'
import { refusal, startServer } from './start-server.ts'

async function setup(options: Parameters<typeof startServer>[0] = {}) {
  const server = startServer({ throttle: { suspendAfter: 6 }, ...options })
  const ada = await server.signUpWithPhone('ada')
  /** Wrong codes, each as soon as it is judged. */
  async function guess(times: number) {
    const { browser } = await server.passwordStep('ada')
    for (let count = 0; count < times; count++) {
      await expect(browser.auth.login.verify({ deviceId: ada.deviceId, code: '000000' })).rejects.toMatchObject(
        refusal('invalid_code'),
      )
      server.pass(3600)
      await server.passwordStep('ada', browser)
    }
  }
  const offered = async () => {
    const { browser, state } = await server.passwordStep('ada')
    return { browser, methods: state.state === 'second_factor' ? state.devices.map(({ method }) => method) : [] }
  }
  return { server, ...ada, guess, offered }
}

describe('a device that was guessed at too often', () => {
  test('is asked for no more, and its right code opens nothing', async () => {
    const { server, guess, offered, deviceId, phone } = await setup()
    await guess(5)
    expect((await offered()).methods).toEqual(['totp', 'backup'])
    await guess(1)
    const { browser, methods } = await offered()
    expect(methods).toEqual(['backup'])
    await expect(browser.auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    await expect(browser.auth.login.challenge({ deviceId })).rejects.toMatchObject(refusal('invalid_code'))
    server.pass(30 * 86_400)
    expect((await offered()).methods).toEqual(['backup'])
  })

  test('is not suspended when the last try is right', async () => {
    const { server, guess, offered, deviceId, phone } = await setup()
    await guess(5)
    const { browser } = await offered()
    await browser.auth.login.verify({ deviceId, code: phone.code() })
    expect((await offered()).methods).toEqual(['totp', 'backup'])
    const [latest] = await server.keystep.activityOf('ada', { limit: 2 })
    expect(latest?.name).toBe('first_factor.passed')
    expect((await server.keystep.activityOf('ada', { limit: 99 })).map(({ name }) => name)).not.toContain(
      'device.suspended',
    )
  })

  test('comes back by another one that is fresh, not by signing in alone', async () => {
    const { server, guess, offered, deviceId, phone, backupTokens } = await setup()
    await guess(6)
    const { browser } = await offered()
    const backup = (await server.keystep.devicesOf('ada')).find(({ method }) => method === 'backup')
    await browser.auth.login.verify({ deviceId: backup?.id ?? '', code: backupTokens[0] ?? '' })
    expect((await offered()).methods).toEqual(['backup'])
    const { devices } = await browser.auth.devices.list()
    expect(devices.map(({ method, suspended }) => [method, suspended])).toEqual([
      ['totp', true],
      ['backup', false],
    ])
    const stale = browser.copy()
    const { device } = await browser.auth.devices.change({ id: deviceId, suspended: false })
    expect(device).toMatchObject({ suspended: false, lockedUntil: null })
    expect((await server.keystep.activityOf('ada', { limit: 1 }))[0]?.name).toBe('device.resumed')
    const { browser: next } = await offered()
    await next.auth.login.verify({ deviceId, code: phone.code() })
    server.pass(301)
    await expect(stale.auth.devices.change({ id: deviceId, suspended: false })).rejects.toMatchObject(
      refusal('step_up_required'),
    )
  })

  test('is not brought back by the session that it verified itself', async () => {
    const { server, browser, deviceId, phone } = await setup({ throttle: { suspendAfter: 3 } })
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    const { browser: guesser } = await server.passwordStep('ada')
    for (let count = 0; count < 3; count++) {
      await expect(guesser.auth.login.verify({ deviceId, code: '000000' })).rejects.toBeDefined()
    }
    expect((await browser.auth.devices.list()).devices[0]).toMatchObject({ suspended: true })
    await expect(browser.auth.devices.change({ id: deviceId, suspended: false })).rejects.toMatchObject(
      refusal('step_up_required'),
    )
    expect((await browser.auth.devices.list()).devices[0]).toMatchObject({ suspended: true })
  })

  test('locks no other device, nor the password', async () => {
    const { guess, offered, backupTokens, server } = await setup()
    await guess(6)
    const { browser } = await offered()
    const backup = (await server.keystep.devicesOf('ada')).find(({ method }) => method === 'backup')
    await expect(
      browser.auth.login.verify({ deviceId: backup?.id ?? '', code: backupTokens[0] ?? '' }),
    ).resolves.toMatchObject({ verified: true })
  })
})

/** How many wrong answers in a row suspended it; null: 105 did not. */
async function failuresUntil(options: Parameters<typeof startServer>[0]) {
  const server = startServer(options)
  const { deviceId } = await server.signUpWithPhone('ada')
  const { browser } = await server.passwordStep('ada')
  for (let count = 1; count <= 105; count++) {
    const failed = await browser.auth.login.verify({ deviceId, code: '000000' }).catch((error: unknown) => error)
    expect(failed).toMatchObject(refusal('invalid_code'))
    if ((await server.keystep.devicesOf('ada'))[0]?.suspended) return count
  }
  return null
}

test('it happens at 100, and never where the reference’s throttle is asked for', async () => {
  expect(await failuresUntil({ throttle: { firstWaitSeconds: 0, longestWaitSeconds: 0 } })).toBe(100)
  const { suspendAfter } = referenceThrottle()
  expect(await failuresUntil({ throttle: { firstWaitSeconds: 0, longestWaitSeconds: 0, suspendAfter } })).toBeNull()
})

test.each([0, -1, 1.5, Number.NaN])('suspendAfter %j refuses to start', (suspendAfter) => {
  expect(() => startServer({ throttle: { suspendAfter } })).toThrow('suspendAfter must be a whole number')
})
