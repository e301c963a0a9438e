import { expect, test } from 'vitest'
import { counter, grace, lifetimes, type MakeStore, setScene } from './scene.ts'

export function rotationTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const signedIn = await scene.openSession(await scene.addUser())
    scene.wait(60_000)
    const sessionId = signedIn.session.id
    const rotate = async (tokenHash: string | null, length = grace) =>
      await scene.store.refreshFirstFactor({ sessionId, tokenHash, grace: length })
    return { ...scene, ...signedIn, rotate }
  }

  test('a first factor in the session is fresh, under a new token', async () => {
    const { store, session, rotate, now } = await setUp()
    const fresh = { ...session, firstFactorAt: now(), now: now() }
    expect(await rotate('next')).toEqual(fresh)
    expect(await store.findSession('next')).toEqual(fresh)
  })

  test('the old token keeps the former strength for the grace, and not longer', async () => {
    const { store, session, token, rotate, now, wait } = await setUp()
    await rotate('next')
    const expiresAt = now() + grace
    expect(await store.findSession(token)).toEqual({ ...session, expiresAt, former: true, now: now() })
    wait(grace - 1)
    expect(await store.findSession(token)).toMatchObject({ id: session.id, former: true })
    wait(1)
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findSession('next')).toMatchObject({ former: false })
  })

  test('the grace is not longer than the session', async () => {
    const { store, session, token, rotate, now, wait } = await setUp()
    for (let passed = 60_000; passed < lifetimes.absolute - 1000; passed += 60_000) {
      await store.touchSession(session.id, lifetimes.idle)
      wait(Math.min(60_000, session.expiresAt - 1000 - now()))
    }
    await rotate('next')
    expect(await store.findSession(token)).toMatchObject({ expiresAt: session.expiresAt, former: true })
    wait(1000)
    expect(await store.findSession(token)).toBeNull()
  })

  test('without grace the old token is dead at once', async () => {
    const { store, token, rotate } = await setUp()
    await rotate('next', 0)
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findSession('next')).not.toBeNull()
  })

  test('without a new token the session stays under its own', async () => {
    const { store, token, rotate, now } = await setUp()
    await rotate(null)
    expect(await store.findSession(token)).toMatchObject({ firstFactorAt: now(), former: false })
  })

  test('a second rotation ends what the first left', async () => {
    const { store, token, rotate } = await setUp()
    await rotate('second')
    await rotate('third')
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findSession('second')).toMatchObject({ former: true })
    expect(await store.findSession('third')).toMatchObject({ former: false })
    await rotate('fourth', 0)
    expect(await store.findSession('second')).toBeNull()
    expect(await store.findSession('third')).toBeNull()
  })

  test('using the session does not prolong the grace', async () => {
    const { store, session, token, rotate, wait } = await setUp()
    await rotate('next')
    wait(grace - 1)
    await store.touchSession(session.id, lifetimes.idle)
    wait(1)
    expect(await store.findSession(token)).toBeNull()
  })

  test.for(['old', 'new'] as const)('ending it by the %s token ends both at once', async (which) => {
    const { store, token, rotate } = await setUp()
    await rotate('next')
    await store.endSession(which === 'old' ? token : 'next')
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findSession('next')).toBeNull()
  })

  test('endAll ends the old token at once, even where it spares the session', async () => {
    const { store, session, token, rotate } = await setUp()
    await rotate('next')
    await store.endAll('ann', { exceptSession: session.id })
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findSession('next')).not.toBeNull()
    await rotate('third')
    await store.endAll('ann')
    expect(await store.findSession('next')).toBeNull()
    expect(await store.findSession('third')).toBeNull()
  })

  test('disabling ends the old token at once', async () => {
    const { store, token, rotate } = await setUp()
    await rotate('next')
    await store.setDisabled('ann', true)
    expect(await store.findSession(token)).toBeNull()
  })

  test('a session that ended or never was is not rotated', async () => {
    const { store, token, rotate } = await setUp()
    expect(await store.refreshFirstFactor({ sessionId: 'unknown', tokenHash: 'next', grace })).toBeNull()
    await store.endSession(token)
    expect(await rotate('next')).toBeNull()
    expect(await store.findSession('next')).toBeNull()
  })

  test('verifying does not verify the old token', async () => {
    const { store, openSession, addUserWithDevice } = await setScene(makeStore)
    const { user, device } = await addUserWithDevice()
    const { session, token } = await openSession(user)
    const rotation = { sessionId: session.id, tokenHash: 'next', grace }
    await store.finishStepUp({ ...rotation, userId: 'ann', deviceId: device.id, use: counter(2) })
    expect(await store.findSession(token)).toMatchObject({ former: true, verifiedAt: null, device: null, amr: ['pwd'] })
    expect(await store.findSession('next')).toMatchObject({ former: false, device: { id: device.id } })
  })
}
