import { describe, expect, test, vi } from 'vitest'
import { refusal, startServer } from './start-server.ts'

const ada = { id: 'ada', identifier: 'ada@example.com', email: 'ada@mail.example' }

async function setup() {
  const server = startServer()
  const enrolled = await server.signUpWithPhone('ada', { email: ada.email, name: 'Ada', staff: true })
  const device = { id: enrolled.deviceId, method: 'totp', name: 'Phone' }
  return {
    ...enrolled,
    server,
    device,
    verified: server.listen('user.verified'),
    failed: server.listen('verification.failed'),
  }
}

describe('user.verified', () => {
  test('tells of set-up, step-up and sign-in, with the device that was used', async () => {
    const { server, browser, phone, deviceId, device, verified, failed, backupTokens } = await setup()
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    server.pass(30)
    const login = await server.passwordStep('ada')
    await login.browser.auth.login.verify({ deviceId, code: phone.code() })
    const tablet = await server.enrol(browser, 'Tablet')
    const { devices } = await browser.auth.devices.list()
    const backupId = devices.find(({ method }) => method === 'backup')?.id ?? ''
    const again = await server.passwordStep('ada')
    await again.browser.auth.login.verify({ deviceId: backupId, code: backupTokens[0] ?? '' })
    expect(verified).toEqual([
      { sender: 'step_up', user: ada, device, request: expect.any(Request) },
      { sender: 'login', user: ada, device, request: expect.any(Request) },
      {
        sender: 'setup',
        user: ada,
        device: { id: tablet.deviceId, method: 'totp', name: 'Tablet' },
        request: expect.any(Request),
      },
      {
        sender: 'login',
        user: ada,
        device: { id: backupId, method: 'backup', name: '' },
        request: expect.any(Request),
      },
    ])
    expect(verified[0]?.request.url).toBe('http://localhost:3000/auth/step-up/verify')
    expect(failed).toEqual([])
  })

  test('does not tell of a sign-in without a device', async () => {
    const { server, verified } = await setup()
    await server.signUp('mary')
    await server.passwordStep('mary')
    expect(verified).toEqual([])
  })

  test('is told to everybody who listens, until they stop', async () => {
    const { server, browser, phone, deviceId, verified } = await setup()
    const stop = server.keystep.on('user.verified', () => void (heard += 1))
    let heard = 0
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    stop()
    server.pass(30)
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    expect(heard).toBe(1)
    expect(verified).toHaveLength(2)
  })
})

describe('verification.failed', () => {
  test('tells of what was judged and wrong, or used', async () => {
    const { server, browser, phone, deviceId, device, failed } = await setup()
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    const login = await server.passwordStep('ada')
    const { auth } = login.browser
    await expect(auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(refusal('invalid_code'))
    await expect(browser.auth.stepUp.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    expect(failed).toEqual([
      { sender: 'login', user: ada, device, request: expect.any(Request) },
      { sender: 'step_up', user: ada, device, request: expect.any(Request) },
    ])
  })

  test('does not tell of what was refused unjudged', async () => {
    const { server, phone, deviceId, failed } = await setup()
    const { auth } = (await server.passwordStep('ada')).browser
    for (let tries = 0; tries < 5; tries++) {
      await auth.login.verify({ deviceId, code: phone.wrongCode() }).catch(() => {})
    }
    expect(failed).toHaveLength(5)
    await expect(auth.login.verify({ deviceId, code: phone.code() })).rejects.toMatchObject(refusal('throttled'))
    await expect(auth.login.verify({ deviceId: 'x', code: phone.code() })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    await expect(auth.login.verify({ deviceId, code: 'abc' })).rejects.toMatchObject(refusal('bad_request'))
    expect(failed).toHaveLength(5)
  })
})

describe('a listener that breaks', () => {
  test.for([
    [
      'throws',
      () => {
        throw new Error('The listener broke.')
      },
    ],
    ['rejects', () => Promise.reject(new Error('The listener broke.'))],
  ] as const)('and %s does not break the sign-in, and is a fault', async ([, listener]) => {
    const { server, phone, deviceId, verified } = await setup()
    server.keystep.on('user.verified', listener)
    server.keystep.on('verification.failed', listener)
    const { browser } = await server.passwordStep('ada')
    await expect(browser.auth.login.verify({ deviceId, code: phone.wrongCode() })).rejects.toMatchObject(
      refusal('invalid_code'),
    )
    expect(await browser.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
    expect(verified).toHaveLength(1)
    await vi.waitFor(() =>
      expect(server.faults).toMatchObject([{ message: 'The listener broke.' }, { message: 'The listener broke.' }]),
    )
  })

  test('of faults is told on the console, and ends there', async () => {
    const told = vi.spyOn(console, 'error').mockImplementation(() => {})
    const server = startServer({ firstFactor: () => Promise.reject(new Error('away')) })
    server.keystep.on('fault', () => {
      throw new Error('This one as well.')
    })
    await expect(server.browser().auth.login.start({ identifier: 'a', password: 'b' })).rejects.toMatchObject(
      refusal('unavailable'),
    )
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce())
    told.mockRestore()
  })
})
