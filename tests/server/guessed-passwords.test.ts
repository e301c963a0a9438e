import { createTestServer, type TestServerOptions } from '@keystep/testing'
import { describe, expect, test } from 'vitest'

const many = 64

async function setup({ address, ...options }: TestServerOptions & { readonly address?: () => string } = {}) {
  const server = await createTestServer({
    people: ['ada', 'mary', 'olga'],
    ...(address && { clientAddress: address }),
    ...options,
  })
  const { people, browser } = server
  const identifier = (name: 'ada' | 'mary' | 'olga') => people[name].user.identifier
  const guess = (name: 'ada' | 'mary' | 'olga', page = browser().client) =>
    page.login.start({ identifier: identifier(name), password: 'a guess' })
  const signIn = (name: 'ada' | 'mary' | 'olga', page = browser().client) =>
    page.login.start({ identifier: identifier(name), password: people[name].password })
  return { ...server, guess, signIn }
}

const wrong = { code: 'invalid_credentials' }
const throttled = (retryAfter: number) => ({ code: 'throttled', details: { retryAfter } })

describe('passwords of one user', () => {
  test('are judged four times without a wait, and then after 30 s, a minute, up to an hour', async () => {
    const { guess, clock } = await setup()
    for (let count = 0; count < 4; count++) await expect(guess('mary')).rejects.toMatchObject(wrong)
    for (const wait of [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]) {
      await expect(guess('mary')).rejects.toMatchObject(wrong)
      await expect(guess('mary')).rejects.toMatchObject(throttled(wait))
      clock.advance(wait - 1)
      await expect(guess('mary')).rejects.toMatchObject(throttled(1))
      clock.advance(1)
    }
  })

  test('64 at once are judged five times', async () => {
    const { guess } = await setup()
    const answers = await Promise.allSettled(Array.from({ length: many }, () => guess('mary')))
    const codes = answers.map((answer) =>
      answer.status === 'rejected' ? (answer.reason as { code: string }).code : 'in',
    )
    expect(codes.filter((code) => code === 'invalid_credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'throttled')).toHaveLength(many - 5)
  })

  test('who does not exist is throttled as one who does', async () => {
    const { browser, guess } = await setup()
    const nobody = () => browser().client.login.start({ identifier: 'nobody@example.com', password: 'a guess' })
    for (let count = 0; count < 5; count++) {
      await expect(nobody()).rejects.toMatchObject(wrong)
      await expect(guess('mary')).rejects.toMatchObject(wrong)
    }
    await expect(nobody()).rejects.toMatchObject(throttled(30))
    await expect(guess('mary')).rejects.toMatchObject(throttled(30))
  })

  test('the waiting one is right, and waits all the same; then it ends the row', async () => {
    const { guess, signIn, clock } = await setup()
    for (let count = 0; count < 5; count++) await expect(guess('mary')).rejects.toMatchObject(wrong)
    await expect(signIn('mary')).rejects.toMatchObject(throttled(30))
    clock.advance(30)
    expect(await signIn('mary')).toMatchObject({ state: 'signed_in' })
    for (let count = 0; count < 5; count++) await expect(guess('mary')).rejects.toMatchObject(wrong)
  })

  test('one name, however it is spelled', async () => {
    const { browser } = await setup()
    const spelled = [
      'mary@example.com',
      'MARY@example.com',
      ' mary@Example.com ',
      'Mary@example.com',
      'marY@example.com',
    ]
    const guess = (identifier: string) => browser().client.login.start({ identifier, password: 'a guess' })
    for (const identifier of spelled) await expect(guess(identifier)).rejects.toMatchObject(wrong)
    await expect(guess('mary@example.COM')).rejects.toMatchObject(throttled(30))
  })
})

describe('a browser that signed in before', () => {
  test('is not kept out by what strangers guess, and has guesses of its own', async () => {
    const { browser, guess, signIn } = await setup({ passwordThrottle: { perAddress: 8 }, address: () => '192.0.2.1' })
    const own = browser()
    await signIn('mary', own.client)
    await own.client.session.logout()
    await Promise.allSettled(Array.from({ length: many }, () => guess('mary')))
    await Promise.allSettled(Array.from({ length: many }, () => guess('ada')))
    await expect(signIn('mary')).rejects.toMatchObject({ code: 'throttled' })
    expect(await signIn('mary', own.client)).toMatchObject({ state: 'signed_in' })
    for (let count = 0; count < 5; count++) await expect(guess('mary', own.client)).rejects.toMatchObject(wrong)
    await expect(guess('mary', own.client)).rejects.toMatchObject(throttled(30))
  })

  test('is one for its user alone, and a made-up cookie is none', async () => {
    const { browser, guess, signIn } = await setup()
    const own = browser()
    await signIn('mary', own.client)
    for (let count = 0; count < 5; count++) await expect(guess('ada', own.client)).rejects.toMatchObject(wrong)
    await expect(guess('ada')).rejects.toMatchObject(throttled(30))
    for (let count = 0; count < 5; count++) await expect(guess('olga')).rejects.toMatchObject(wrong)
    const forger = browser()
    forger.jar.store(`__Host-keystep-recognised=${'a'.repeat(22)}.test.${'b'.repeat(43)}; Path=/; Secure; HttpOnly`)
    await expect(guess('olga', forger.client)).rejects.toMatchObject(throttled(30))
  })
})

test('one address guesses so often in an hour, whomever; right ones do not count', async () => {
  let address = '192.0.2.1'
  const { guess, signIn, clock } = await setup({ passwordThrottle: { perAddress: 6 }, address: () => address })
  for (let count = 0; count < 10; count++) await signIn('mary')
  for (const name of ['ada', 'mary', 'olga', 'ada', 'mary', 'olga'] as const) {
    await expect(guess(name)).rejects.toMatchObject(wrong)
  }
  await expect(guess('ada')).rejects.toMatchObject(throttled(3600))
  address = '192.0.2.2'
  await expect(guess('ada')).rejects.toMatchObject(wrong)
  address = '192.0.2.1'
  clock.advance(3600)
  await expect(guess('mary')).rejects.toMatchObject(wrong)
})

test('strangers guess so often in an hour in all', async () => {
  const { guess } = await setup({ passwordThrottle: { inAll: 5 } })
  for (const name of ['ada', 'mary', 'olga', 'ada', 'mary'] as const) {
    await expect(guess(name)).rejects.toMatchObject(wrong)
  }
  await expect(guess('olga')).rejects.toMatchObject(throttled(3600))
})

test('inside a session guesses are bounded too, at step-up and at a change', async () => {
  const { client, signIn, clock } = await setup()
  await signIn('mary', client)
  for (let count = 0; count < 3; count++) {
    await expect(client.stepUp.firstFactor({ password: 'a guess' })).rejects.toMatchObject(wrong)
  }
  const change = () => client.password.change({ currentPassword: 'a guess', newPassword: 'quite another one' })
  await expect(change()).rejects.toMatchObject(wrong)
  await expect(change()).rejects.toMatchObject(wrong)
  await expect(change()).rejects.toMatchObject(throttled(30))
  await expect(client.stepUp.firstFactor({ password: 'a guess' })).rejects.toMatchObject(throttled(30))
  clock.advance(30)
  await expect(change()).rejects.toMatchObject(wrong)
})

test('a fault of ours is no guess', async () => {
  const fails = new Error('the directory is away')
  const { client, keystep } = await createTestServer({ people: [], firstFactor: () => Promise.reject(fails) })
  const faults: unknown[] = []
  keystep.on('fault', ({ error }) => void faults.push(error))
  for (let count = 0; count < 8; count++) {
    await expect(client.login.start({ identifier: 'ada', password: 'a guess' })).rejects.toMatchObject({
      code: 'unavailable',
    })
  }
  expect(faults).toEqual(Array.from({ length: 8 }, () => fails))
})

test('turned off, nothing waits', async () => {
  const { guess } = await setup({ passwordThrottle: { firstWaitSeconds: 0, perAddress: Infinity, inAll: Infinity } })
  for (let count = 0; count < 20; count++) await expect(guess('mary')).rejects.toMatchObject(wrong)
})
