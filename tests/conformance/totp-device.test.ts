import { expect, test } from 'vitest'
import { backup, totp } from '@keystep/server'
import { createAuthenticator } from '../server/authenticator.ts'
import { cheapHash } from '../server/cheap-hash.ts'
import { refusal, startServer } from '../server/start-server.ts'
import { referenceCodes, referenceKey } from './reference-key.ts'

type Options = Parameters<typeof referenceKey>[0]

/** Ada with an app of the reference's key, and the clock at time step 3, so that every code of the list is near. */
async function setup(options: Omit<Options, 'step'> = {}) {
  const server = startServer(referenceKey({ step: 1, ...options }))
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const { device } = await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  await browser.auth.devices.confirm({ id: device.id, code: referenceCodes[1] })
  server.pass(60)

  /** Whether the code of a time step signs in. */
  async function takes(step: number): Promise<boolean> {
    const login = await server.passwordStep('ada')
    const answer = { deviceId: device.id, code: referenceCodes[step] ?? '' }
    return await login.browser.auth.login.verify(answer).then(
      () => true,
      () => false,
    )
  }
  const noted = async () => {
    const [app] = await server.store.devicesOf('ada')
    const { drift } = JSON.parse(app?.state ?? '{}') as { drift?: number }
    return { counter: app?.counter, drift }
  }
  return { server, browser, deviceId: device.id, takes, noted }
}

/** The time steps whose codes sign in, each tried with an app of its own. */
async function taken(options: Omit<Options, 'step'>, before?: number): Promise<readonly number[]> {
  const steps = referenceCodes.map((_, step) => step)
  const tried = await Promise.all(
    steps.map(async (step) => {
      const { takes } = await setup(options)
      if (before !== undefined) await takes(before)
      return await takes(step)
    }),
  )
  return steps.filter((step) => tried[step])
}

test.for([
  [0, [3]],
  [1, [2, 3, 4]],
  [2, [2, 3, 4, 5]],
] as const)('84: with a tolerance of %i steps, at step 3 the codes of %j are taken', async ([tolerance, steps]) => {
  expect(await taken({ tolerance })).toEqual(steps)
})

test('84: sync stores how far the clock of a device is off, and moves the window along, never by more than one', async () => {
  const { takes, noted } = await setup()
  expect(await takes(4)).toBe(true)
  expect(await noted()).toEqual({ counter: 4, drift: 1 })
  expect(await taken({}, 4)).toEqual([5])
  expect(await takes(5)).toBe(true)
  expect(await noted()).toEqual({ counter: 5, drift: 1 })
  expect(await takes(6)).toBe(false)
})

test('84: without sync the window stays', async () => {
  const { takes, noted } = await setup({ sync: false })
  expect(await takes(4)).toBe(true)
  expect(await noted()).toEqual({ counter: 4, drift: 0 })
  expect(await taken({ sync: false }, 4)).toEqual([])
})

test('84: no code is taken twice, nor one of an earlier step than the last', async () => {
  const { takes, noted } = await setup()
  expect(await takes(3)).toBe(true)
  expect(await noted()).toMatchObject({ counter: 3 })
  expect(await takes(3)).toBe(false)
  expect(await takes(2)).toBe(false)
  expect(await taken({}, 2)).toEqual([3])
})

test('1.4: the codes are the reference’s, step by step', async () => {
  const { server, takes } = await setup()
  for (const step of [3, 4, 5, 6, 7, 8, 9]) {
    expect(await takes(step)).toBe(true)
    server.pass(30)
  }
})

test('1.4: codes can have eight digits, of which six are the shorter code', async () => {
  const server = startServer({
    ...referenceKey({ step: 0 }),
    methods: [totp({ digits: 8 }), backup({ hash: cheapHash })],
  })
  const { browser, phone, deviceId, begun } = await server.signUpWithPhone('ada')
  expect(begun.device.codeLength).toBe(8)
  expect(begun.otpauthUri).toContain('&digits=8&')
  const short = createAuthenticator(begun.otpauthUri?.replace('digits=8', 'digits=6') ?? '', server.now)
  expect(phone.code().slice(2)).toBe(short.code())
  await expect(browser.auth.stepUp.verify({ deviceId, code: short.code() })).rejects.toMatchObject(
    refusal('bad_request'),
  )
  expect(await browser.auth.stepUp.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
})

/** What an authenticator app is shown for Ada. */
async function addressOf(options: Parameters<typeof startServer>[0]): Promise<string> {
  const server = startServer(options)
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  return (begun.otpauthUri ?? '').replace(begun.secret ?? '', 'SECRET')
}

const label = 'ada%40example.com?secret=SECRET&digits=6'

test('85: label and issuer name the app, with spaces and without its colons', async () => {
  expect(await addressOf({ issuer: 'Acme' })).toBe(`otpauth://totp/Acme%3A%20${label}&issuer=Acme`)
  expect(await addressOf({ issuer: 'Acme: and Sons' })).toBe(
    `otpauth://totp/Acme%20and%20Sons%3A%20${label}&issuer=Acme+and+Sons`,
  )
})

test('85: issuer and image can be functions of the user and the request', async () => {
  const address = await addressOf({
    issuer: ({ id }, request) => `${id} at ${new URL(request?.url ?? 'http://localhost').hostname}`,
    methods: [totp({ image: ({ id }) => `https://acme.example/${id}.png` }), backup({ hash: cheapHash })],
  })
  expect(address).toBe(
    `otpauth://totp/ada%20at%20localhost%3A%20${label}&issuer=ada+at+localhost&image=https%3A%2F%2Facme.example%2Fada.png`,
  )
  const plain = [totp({ image: 'https://acme.example/logo.png' }), backup({ hash: cheapHash })]
  expect(await addressOf({ methods: plain })).toContain('&image=https%3A%2F%2Facme.example%2Flogo.png')
})

test('1.4: the code that set the app up is used up', async () => {
  const server = startServer(referenceKey({ step: 1 }))
  await server.signUp('ada')
  const { browser } = await server.passwordStep('ada')
  const { device } = await browser.auth.devices.begin({ method: 'totp', requestKey: 'one' })
  await browser.auth.devices.confirm({ id: device.id, code: referenceCodes[1] })
  const login = await server.passwordStep('ada')
  const answer = { deviceId: device.id, code: referenceCodes[1] }
  await expect(login.browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code'))
})
