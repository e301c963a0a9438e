import { type Client, isKeystepError } from '@keystep/contract'
import { expect, test } from 'vitest'
import { referenceThrottle, type ThrottleOptions } from '@keystep/server'
import { createTestServer } from '@keystep/testing'
import { type MakeStore, stores } from './stores.ts'

const parallel = 64

type Login = { readonly client: Client; readonly totp: string; readonly backup: string }

/** Sixty-four browsers in which Ada typed her password. */
async function setup(store: MakeStore, throttle: ThrottleOptions = {}) {
  const server = await createTestServer({ people: ['ada'], store, throttle })
  const { ada } = server.people
  const logins: Login[] = []
  // One after the other: passwords wait in a queue of their own, which is not what races here.
  while (logins.length < parallel) {
    const { client } = server.browser()
    const state = await client.login.start({ identifier: ada.user.identifier, password: ada.password })
    if (state.state !== 'second_factor') throw new Error('No second step is owed.')
    const [totp, backup] = state.devices
    logins.push({ client, totp: totp?.id ?? '', backup: backup?.id ?? '' })
  }

  /** What each browser is answered: the state that follows, or the code of a refusal. */
  async function allAtOnce(method: 'totp' | 'backup', code: string) {
    const answers = await Promise.all(
      logins.map(async ({ client, ...ids }) => {
        try {
          return (await client.login.verify({ deviceId: ids[method], code })).state
        } catch (error) {
          if (isKeystepError(error)) return error.code
          throw error
        }
      }),
    )
    return (answer: string) => answers.filter((one) => one === answer).length
  }

  const near = [ada.app.previous(), ada.app.code(), ada.app.next()]
  const wrongCode = ['000000', '111111', '222222', '333333'].find((code) => !near.includes(code)) ?? ''
  return { server, ada, wrongCode, allAtOnce }
}

test.for(stores)('81: of sixty-four uses of one code at once exactly one signs in, in %s', async ([, store]) => {
  const { server, ada, allAtOnce } = await setup(store)
  const answered = await allAtOnce('totp', ada.app.code())
  expect(answered('signed_in')).toBe(1)
  expect(answered('invalid_code') + answered('throttled')).toBe(parallel - 1)
  expect(server.events.filter(({ name }) => name === 'user.verified')).toHaveLength(1)
})

test.for(stores)(
  '81: of sixty-four uses of one backup token at once exactly one signs in, in %s',
  async ([, store]) => {
    const { server, ada, allAtOnce } = await setup(store)
    const answered = await allAtOnce('backup', ada.backupTokens[0] ?? '')
    expect(answered('signed_in')).toBe(1)
    expect(answered('invalid_code') + answered('throttled')).toBe(parallel - 1)
    expect(await server.keystep.devicesOf('ada')).toMatchObject([{}, { tokensLeft: 9 }])
  },
)

test.for(stores)(
  '82: of sixty-four wrong codes at once as many are judged as the budget has, in %s',
  async ([, store]) => {
    const { server, wrongCode, allAtOnce } = await setup(store)
    const answered = await allAtOnce('totp', wrongCode)
    expect([answered('invalid_code'), answered('throttled')]).toEqual([5, parallel - 5])
    expect(await server.store.devicesOf('ada')).toMatchObject([{ failures: 5 }, { failures: 0 }])
  },
)

test.for(stores)('82: with the reference’s throttle one of them counts, in %s', async ([, store]) => {
  const { server, wrongCode, allAtOnce } = await setup(store, referenceThrottle())
  const answered = await allAtOnce('totp', wrongCode)
  expect([answered('invalid_code'), answered('throttled')]).toEqual([1, parallel - 1])
  expect(await server.store.devicesOf('ada')).toMatchObject([{ failures: 1 }, { failures: 0 }])
})

test.for(stores)('82: with the throttle off all of them count, in %s', async ([, store]) => {
  const { server, wrongCode, allAtOnce } = await setup(store, { firstWaitSeconds: 0 })
  const answered = await allAtOnce('totp', wrongCode)
  expect([answered('invalid_code'), answered('throttled')]).toEqual([parallel, 0])
  expect(await server.store.devicesOf('ada')).toMatchObject([{ failures: parallel }, { failures: 0 }])
})
