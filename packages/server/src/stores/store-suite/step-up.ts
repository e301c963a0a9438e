import { expect, test } from 'vitest'
import type { Use } from '../store-requests.ts'
import { counter, grace, type MakeStore, schedule, setScene, token } from './scene.ts'

export function stepUpTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const tokens = scene.newTokens()
    const { user, device } = await scene.addUserWithDevice('ann', tokens)
    scene.wait(60_000)
    const signedIn = await scene.openSession(user)
    scene.wait(60_000)
    const stepUp = async (use: Use, deviceId = device.id, userId = 'ann') => {
      const rotation = { sessionId: signedIn.session.id, tokenHash: scene.name('session'), grace }
      return await scene.store.finishStepUp({ ...rotation, userId, deviceId, use })
    }
    return { ...scene, ...signedIn, tokens, enrolled: device, stepUp }
  }

  test('verifies the session by the device, under a new token', async () => {
    const { store, session, enrolled, now } = await setUp()
    expect(session).toMatchObject({ verifiedAt: null, device: null, hasDevice: true })
    const rotation = { sessionId: session.id, tokenHash: 'next', grace }
    const request = { ...rotation, userId: 'ann', deviceId: enrolled.id, use: counter(2) }
    const verified = {
      ...session,
      verifiedAt: now(),
      device: { id: enrolled.id, method: 'totp', name: 'Phone' },
      amr: ['pwd', 'totp'],
      now: now(),
    }
    expect(await store.finishStepUp(request)).toEqual({ ok: true, session: verified })
    expect(await store.findSession('next')).toEqual(verified)
  })

  test('names each method once', async () => {
    const { tokens, stepUp } = await setUp()
    await stepUp(counter(2))
    await stepUp(token(tokens.tokenSet, tokens.hashes[0] ?? ''), tokens.deviceId)
    expect(await stepUp(counter(3))).toMatchObject({ ok: true, session: { amr: ['pwd', 'totp', 'backup'] } })
  })

  test('a used answer leaves the session as it was', async () => {
    const { store, session, token: opened, tokens, stepUp, now } = await setUp()
    expect(await stepUp(counter(1))).toEqual({ ok: false, reason: 'used' })
    expect(await stepUp(token(tokens.tokenSet, 'unknown'), tokens.deviceId)).toEqual({ ok: false, reason: 'used' })
    expect(await store.findSession(opened)).toEqual({ ...session, now: now() })
  })

  test('an answer is used once over sign-in and step-up', async () => {
    const { user, enrolled, tokens, stepUp, openPending, finish } = await setUp()
    await stepUp(counter(2))
    expect(await finish(await openPending(user), enrolled.id, counter(2))).toEqual({ ok: false, reason: 'used' })
    const one = token(tokens.tokenSet, tokens.hashes[0] ?? '')
    await finish(await openPending(user), tokens.deviceId, one)
    expect(await stepUp(one, tokens.deviceId)).toEqual({ ok: false, reason: 'used' })
  })

  test('only a confirmed device of the user counts', async () => {
    const { stepUp, begin, user, session, token: opened, addUserWithDevice } = await setUp()
    const bob = await addUserWithDevice('bob')
    const unconfirmed = await begin({ user, session, token: opened })
    for (const id of [bob.device.id, unconfirmed.id, 'unknown']) {
      expect(await stepUp(counter(9), id)).toEqual({ ok: false, reason: 'used' })
    }
  })

  test('a session that ended uses nothing up', async () => {
    const { store, user, enrolled, token: opened, stepUp, addUserWithDevice, device } = await setUp()
    const bob = await addUserWithDevice('bob')
    expect(await stepUp(counter(2), bob.device.id, 'bob')).toEqual({ ok: false, reason: 'expired' })
    expect(await stepUp(counter(2), enrolled.id, 'nobody')).toEqual({ ok: false, reason: 'expired' })
    await store.endSession(opened)
    expect(await stepUp(counter(2))).toEqual({ ok: false, reason: 'expired' })
    expect(await device(user, enrolled.id)).toMatchObject({ counter: 1 })
  })

  test('the old token of a rotation cannot be stepped up', async () => {
    const { store, enrolled, token: opened, stepUp } = await setUp()
    await stepUp(counter(2))
    const former = await store.findSession(opened)
    expect(former).toMatchObject({ former: true, verifiedAt: null })
    await stepUp(counter(3))
    expect(await store.findSession(opened)).toBeNull()
    expect(await store.devicesOf('ann')).toContainEqual(expect.objectContaining({ id: enrolled.id, counter: 3 }))
  })

  test('clears the failures of the device', async () => {
    const { store, user, enrolled, stepUp, device } = await setUp()
    for (let tries = 0; tries < 5; tries++) await store.countTry({ userId: 'ann', deviceId: enrolled.id, schedule })
    expect(await stepUp(counter(2))).toMatchObject({ ok: true })
    expect(await device(user, enrolled.id)).toMatchObject({ failures: 0, lockedUntil: 0 })
  })
}
