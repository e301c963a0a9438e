import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  countKeys,
  type Key,
  migrate,
  rotateKeys,
  type RotateKeys,
  sqlStore,
  type Store,
  verifyKeys,
  type VerifyKeys,
} from '@keystep/server'
import { openDatabase } from '@keystep/server/node'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { refusal, startServer } from './start-server.ts'

const older: Key = { id: '2025-03', secret: 'the key of the year before, with 32 bytes' }
const newer: Key = { id: '2026-11', secret: 'the key of this year, which has 32 bytes' }
const keys = [newer, older]

type Server = ReturnType<typeof startServer>
type Person = Awaited<ReturnType<Server['signUpWithPhone']>> & { readonly id: string }

/** A server of the older key, and others beside it on the same store. */
async function setup(kind: 'memory' | 'a SQLite file' = 'memory') {
  const folder = mkdtempSync(join(tmpdir(), 'keystep-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const time: { server?: Pick<Server, 'now'> } = {}
  function connect(): Store {
    const database = openDatabase(`file:${join(folder, 'keystep.db')}`)
    onTestFinished(() => database.destroy())
    return sqlStore(database, { clock: () => time.server?.now() ?? 0 })
  }
  const migrating = openDatabase(`file:${join(folder, 'keystep.db')}`)
  await migrate(migrating)
  await migrating.destroy()
  const first = startServer({ keys: [older], throughStore: (memory) => (kind === 'memory' ? memory : connect()) })
  time.server = first

  return {
    first,
    store: first.store,
    /** Another connection, where there is such a thing. */
    connect: () => (kind === 'memory' ? first.store : connect()),
    serve: (given: readonly Key[], store = first.store) =>
      startServer({ keys: given, store, firstFactor: first.builtIn }),
    signUp: async (id: string): Promise<Person> => ({ id, ...(await first.signUpWithPhone(id)) }),
    /** How many secrets are under which key. */
    counts: async () => {
      const counted = await countKeys({ store: first.store, keys })
      return Object.fromEntries(counted.map(({ key, secrets }) => [key, secrets]))
    },
  }
}

async function signIn(server: Server, { id, deviceId, phone }: Person) {
  const { browser } = await server.passwordStep(id)
  return await browser.auth.login.verify({ deviceId, code: phone.code() })
}

async function secretOf(store: Store, userId: string) {
  const sealed = await store.sealedSecrets({ after: '', limit: 100 })
  return sealed.find((secret) => secret.userId === userId)?.secret
}

const verified = { state: 'signed_in', verified: true }

describe.each(['memory', 'a SQLite file'] as const)('in %s', (kind) => {
  test('everybody signs in while everything is sealed anew, and then without the older key', async () => {
    const { first, connect, serve, signUp, counts } = await setup(kind)
    const people: Person[] = []
    for (let index = 0; index < 16; index++) people.push(await signUp(`user-${index}`))
    expect(await counts()).toEqual({ '2026-11': 0, '2025-03': 16 })

    const [one, other] = [serve(keys), serve(keys, connect())]
    const signInAll = () => Promise.all(people.map((person, index) => signIn(index % 2 === 0 ? one : other, person)))
    const store = connect()
    const [rotated, states] = await Promise.all([rotateKeys({ store, keys, pageSize: 3 }), signInAll()])
    expect(rotated).toMatchObject({ unopened: 0, left: 0 })
    for (let round = 0; round < 3; round++) {
      first.pass(30)
      const [again, more] = await Promise.all([rotateKeys({ store, keys }), signInAll()])
      expect(again).toEqual({ resealed: 0, unopened: 0, left: 0 })
      states.push(...more)
    }
    expect(states).toEqual(states.map(() => expect.objectContaining(verified) as unknown))
    expect([...one.faults, ...other.faults]).toEqual([])
    expect(await counts()).toEqual({ '2026-11': 16, '2025-03': 0 })

    first.pass(30)
    const alone = serve([newer], connect())
    expect(await verifyKeys({ store, keys: [newer] })).toEqual({ secrets: 16, open: 16 })
    for (const person of people) expect(await signIn(alone, person)).toMatchObject(verified)
    for (const { id, deviceId } of people) {
      expect((await store.devicesOf(id)).find((device) => device.id === deviceId)).toMatchObject({ failures: 0 })
    }
  })

  test('a secret that is sealed anew between the count and the verdict is judged as it was', async () => {
    const { connect, serve, store, signUp, counts } = await setup(kind)
    const person = await signUp('ada')
    const between: Store = {
      ...store,
      async countTry(attempt) {
        const tried = await store.countTry(attempt)
        expect(await rotateKeys({ store: connect(), keys })).toEqual({ resealed: 1, unopened: 0, left: 0 })
        return tried
      },
    }
    const server = serve(keys, between)
    expect(await signIn(server, person)).toMatchObject(verified)
    expect(await counts()).toEqual({ '2026-11': 1, '2025-03': 0 })
    expect(server.faults).toEqual([])
  })
})

describe('a server that lacks the older key', () => {
  test('answers 503 to whom it concerns, charges nobody, and serves the others', async () => {
    const { first, serve, signUp, store } = await setup()
    const ada = await signUp('ada')
    const alone = serve([newer])
    const { browser } = await alone.passwordStep('ada')
    const answer = { deviceId: ada.deviceId, code: ada.phone.code() }
    for (let tries = 0; tries < 6; tries++) {
      expect((await browser.post('/auth/login/verify', answer)).status).toBe(503)
    }
    expect((await store.devicesOf('ada'))[0]).toMatchObject({ failures: 0, lockedUntil: 0 })
    expect(alone.faults).toHaveLength(6)

    const [, holder] = await store.devicesOf('ada')
    const token = { deviceId: holder?.id ?? '', code: ada.backupTokens[0] ?? '' }
    expect(await browser.auth.login.verify(token)).toMatchObject(verified)
    await first.signUp('mary')
    expect((await alone.passwordStep('mary')).state).toMatchObject({ state: 'signed_in' })
    expect(await signIn(serve(keys), ada)).toMatchObject(verified)
  })

  test('finds what it cannot open, and changes nothing of it', async () => {
    const { signUp, store, counts } = await setup()
    const { deviceId } = await signUp('ada')
    const error = expect.objectContaining({ message: expect.stringContaining('"2025-03"') as unknown }) as unknown
    for (const call of [rotateKeys, verifyKeys]) {
      const onUnopened = vi.fn<NonNullable<VerifyKeys['onUnopened']>>()
      await call({ store, keys: [newer], onUnopened })
      expect(onUnopened.mock.calls).toEqual([[{ deviceId, userId: 'ada', error }]])
    }
    expect(await rotateKeys({ store, keys: [newer] })).toEqual({ resealed: 0, unopened: 1, left: 1 })
    expect(await verifyKeys({ store, keys: [newer] })).toEqual({ secrets: 1, open: 0 })
    expect(await counts()).toEqual({ '2026-11': 0, '2025-03': 1 })
  })
})

describe('a secret that is opened under an older key', () => {
  test('is sealed under the first one in passing', async () => {
    const { first, serve, signUp, counts } = await setup()
    const [ada] = [await signUp('ada'), await signUp('grace')]
    await signIn(serve(keys), ada)
    await vi.waitFor(async () => expect(await counts()).toEqual({ '2026-11': 1, '2025-03': 1 }))
    first.pass(30)
    expect(await signIn(serve([newer]), ada)).toMatchObject(verified)
  })

  test('by a wrong code as well, of which one try is counted', async () => {
    const { serve, signUp, counts, store } = await setup()
    const { deviceId, phone } = await signUp('ada')
    const { browser } = await serve(keys).passwordStep('ada')
    const answer = { deviceId, code: phone.wrongCode() }
    await expect(browser.auth.login.verify(answer)).rejects.toMatchObject(refusal('invalid_code', { triesLeft: 3 }))
    await vi.waitFor(async () => expect(await counts()).toEqual({ '2026-11': 1, '2025-03': 0 }))
    expect((await store.devicesOf('ada'))[0]).toMatchObject({ failures: 1 })
  })

  test.each([
    ['fails', () => Promise.reject(new Error('connection refused')), [new Error('connection refused')]],
    ['hangs', () => new Promise<boolean>(() => {}), []],
  ])('signs in all the same when that %s', async (_how, replaceSecret, faults) => {
    const { serve, signUp, counts, store } = await setup()
    const ada = await signUp('ada')
    const server = serve(keys, { ...store, replaceSecret })
    expect(await signIn(server, ada)).toMatchObject(verified)
    expect(await counts()).toEqual({ '2026-11': 0, '2025-03': 1 })
    await vi.waitFor(() => expect(server.faults).toEqual(faults))
  })

  test('is left alone when the device goes meanwhile', async () => {
    const { serve, signUp, store } = await setup()
    const ada = await signUp('ada')
    const replaced = Promise.withResolvers<boolean>()
    const server = serve(keys, {
      ...store,
      async replaceSecret(change) {
        await store.removeAllDevices('ada')
        replaced.resolve(await store.replaceSecret(change))
        return await replaced.promise
      },
    })
    await signIn(server, ada).catch(() => {})
    expect(await replaced.promise).toBe(false)
    expect(await store.devicesOf('ada')).toEqual([])
    expect(server.faults).toEqual([])
  })
})

describe('sealing everything anew', () => {
  test('goes on where it was cut short', async () => {
    const { signUp, store, counts } = await setup()
    for (const id of ['ada', 'grace', 'mary', 'joan', 'edith']) await signUp(id)
    let left = 3
    const dying: Store = {
      ...store,
      replaceSecret: async (change) => {
        if (left-- === 0) throw new Error('killed')
        return await store.replaceSecret(change)
      },
    }
    await expect(rotateKeys({ store: dying, keys })).rejects.toThrow('killed')
    expect(await counts()).toEqual({ '2026-11': 3, '2025-03': 2 })
    const onProgress = vi.fn<NonNullable<RotateKeys['onProgress']>>()
    expect(await rotateKeys({ store, keys, pageSize: 1, onProgress })).toEqual({ resealed: 2, unopened: 0, left: 0 })
    expect(onProgress.mock.calls).toEqual([[{ resealed: 1, of: 2 }], [{ resealed: 2, of: 2 }]])
    expect(await verifyKeys({ store, keys: [newer] })).toEqual({ secrets: 5, open: 5 })
  })

  test('passes over what does not open, and tells of what others sealed meanwhile', async () => {
    const { signUp, store } = await setup()
    const [ada] = [await signUp('ada'), await signUp('grace')]
    const [was, secret] = await Promise.all(['ada', 'grace'].map(async (id) => secretOf(store, id)))
    await store.replaceSecret({ deviceId: ada.deviceId, was: was ?? '', secret: secret ?? '' })
    const busy: Store = {
      ...store,
      async replaceSecret(change) {
        await signUp('mary')
        return await store.replaceSecret(change)
      },
    }
    const onUnopened = vi.fn<NonNullable<VerifyKeys['onUnopened']>>()
    expect(await rotateKeys({ store: busy, keys, onUnopened })).toEqual({ resealed: 1, unopened: 1, left: 2 })
    const about = { userId: 'ada', deviceId: ada.deviceId, error: expect.any(Error) as unknown }
    expect(onUnopened.mock.calls).toEqual([[about]])
    expect(await secretOf(store, 'ada')).toBe(secret)
    expect(await secretOf(store, 'grace')).toMatch(/^v1\.2026-11\./)
  })
})

test('a code that was sent before the older key moved back is still right', async () => {
  const first = startServer({ keys: [older], withEmail: {} })
  await first.signUp('ada', { email: 'ada@example.com', emailVerified: true })
  const { browser } = await first.passwordStep('ada')
  await first.enrolEmail(browser)
  first.pass(120)
  const pending = await first.passwordStep('ada')
  const deviceId = pending.state.state === 'second_factor' ? (pending.state.devices[0]?.id ?? '') : ''
  await pending.browser.auth.login.challenge({ deviceId })
  const code = first.mailedCode()
  const server = startServer({ keys, store: first.store, firstFactor: first.builtIn, withEmail: {} })
  const moved = server.browser()
  for (const [name, value] of pending.browser.cookies) moved.cookies.set(name, value)
  expect(await moved.auth.login.verify({ deviceId, code })).toMatchObject(verified)
})
