import { expect, test } from 'vitest'
import { counter, lifetimes, type MakeStore, schedule, setScene, token } from './scene.ts'

export function finishLoginTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const tokens = scene.newTokens()
    const enrolled = await scene.addUserWithDevice('ann', tokens)
    scene.wait(1000)
    const attempt = { userId: 'ann', deviceId: enrolled.device.id, schedule }
    return { ...scene, ...enrolled, tokens, attempt }
  }

  test('opens a session that the device verified, and ends the pending login', async () => {
    const { store, user, device, openPending, now, wait } = await setUp()
    const pending = await openPending(user)
    wait(5000)
    const session = { tokenHash: 'verified', lifetimes, amr: ['pwd', 'totp'] }
    const finished = await store.finishLogin({ pending, deviceId: device.id, use: counter(2), session })
    if (!finished.ok) throw new Error(finished.reason)
    expect(finished.session).toEqual({
      id: finished.session.id,
      user,
      createdAt: now(),
      lastSeenAt: now(),
      expiresAt: now() + lifetimes.absolute,
      firstFactorAt: now() - 5000,
      verifiedAt: now(),
      device: { id: device.id, method: 'totp', name: 'Phone' },
      trusted: false,
      amr: ['pwd', 'totp'],
      hasDevice: true,
      former: false,
      now: now(),
    })
    expect(await store.findSession('verified')).toEqual(finished.session)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    wait(lifetimes.idle)
    expect(await store.findSession('verified')).toBeNull()
  })

  test('uses the counter up, notes the use and keeps the state of the device', async () => {
    const { user, device, openPending, finish, now, ...scene } = await setUp()
    await finish(await openPending(user), device.id, counter(7))
    const used = { ...device, counter: 7, state: '{"last":7}', lastUsedAt: now() }
    expect(await scene.device(user, device.id)).toEqual(used)
  })

  test('a counter that was used, or is behind one that was, leaves the pending login open', async () => {
    const { store, user, device, openPending, finish, ...scene } = await setUp()
    await finish(await openPending(user), device.id, counter(7))
    const pending = await openPending(user)
    const before = await scene.device(user, device.id)
    for (const value of [7, 6, -1]) {
      expect(await finish(pending, device.id, counter(value))).toEqual({ ok: false, reason: 'used' })
    }
    expect(await scene.device(user, device.id)).toEqual(before)
    expect(await store.findPending(pending.tokenHash)).not.toBeNull()
    expect(await finish(pending, device.id, counter(8))).toMatchObject({ ok: true })
  })

  test('a token is used once, and each use leaves one less', async () => {
    const { user, tokens, openPending, finish, ...scene } = await setUp()
    const left = async () => (await scene.device(user, tokens.deviceId)).tokensLeft
    expect(await left()).toBe(2)
    const [one = '', two = ''] = tokens.hashes
    expect(await finish(await openPending(user), tokens.deviceId, token(tokens.tokenSet, one))).toMatchObject({
      ok: true,
      session: { device: { id: tokens.deviceId, method: 'backup' } },
    })
    const again = await openPending(user)
    expect(await finish(again, tokens.deviceId, token(tokens.tokenSet, one))).toEqual({ ok: false, reason: 'used' })
    expect(await left()).toBe(1)
    expect(await finish(again, tokens.deviceId, token(tokens.tokenSet, two))).toMatchObject({ ok: true })
    expect(await left()).toBe(0)
  })

  test('a token counts only with its own device and set', async () => {
    const { user, device, tokens, openPending, finish, ...scene } = await setUp()
    const others = scene.newTokens()
    await scene.addUserWithDevice('bob', others)
    const pending = await openPending(user)
    const refused = { ok: false, reason: 'used' }
    const [own = ''] = tokens.hashes
    const [foreign = ''] = others.hashes
    expect(await finish(pending, tokens.deviceId, token(tokens.tokenSet, 'unknown'))).toEqual(refused)
    expect(await finish(pending, tokens.deviceId, token(tokens.tokenSet, foreign))).toEqual(refused)
    expect(await finish(pending, tokens.deviceId, token(others.tokenSet, foreign))).toEqual(refused)
    expect(await finish(pending, others.deviceId, token(others.tokenSet, foreign))).toEqual(refused)
    expect(await finish(pending, device.id, token(tokens.tokenSet, own))).toEqual(refused)
    expect(await finish(pending, tokens.deviceId, token(tokens.tokenSet, own))).toMatchObject({ ok: true })
  })

  test('only a confirmed device of the user counts', async () => {
    const { user, session, token: opened, openPending, finish, ...scene } = await setUp()
    const bob = await scene.addUserWithDevice('bob')
    const unconfirmed = await scene.begin({ user, session, token: opened })
    const pending = await openPending(user)
    for (const id of [bob.device.id, unconfirmed.id, 'unknown']) {
      expect(await finish(pending, id, counter(9))).toEqual({ ok: false, reason: 'used' })
    }
    expect(await scene.device(bob.user, bob.device.id)).toMatchObject({ counter: 1 })
  })

  test('clears the failures of that device and of no other', async () => {
    const { store, user, device, tokens, attempt, openPending, finish, ...scene } = await setUp()
    for (let tries = 0; tries < 5; tries++) await store.countTry(attempt)
    for (let tries = 0; tries < 2; tries++) await store.countTry({ ...attempt, deviceId: tokens.deviceId })
    expect(await finish(await openPending(user), device.id, counter(2))).toMatchObject({ ok: true })
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 0, lockedUntil: 0 })
    expect(await scene.device(user, tokens.deviceId)).toMatchObject({ failures: 2 })
  })

  test('a refused answer clears no failures', async () => {
    const { store, user, device, tokens, attempt, openPending, finish, ...scene } = await setUp()
    await store.countTry(attempt)
    await store.countTry({ ...attempt, deviceId: tokens.deviceId })
    const pending = await openPending(user)
    await finish(pending, device.id, counter(1))
    await finish(pending, tokens.deviceId, token(tokens.tokenSet, 'unknown'))
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 1 })
    expect(await scene.device(user, tokens.deviceId)).toMatchObject({ failures: 1, tokensLeft: 2 })
  })

  test.for(['finished', 'given up', 'lapsed', 'over with its epoch', 'of a disabled user', 'of a deleted user'] as const)(
    'a pending login that is %s uses nothing up',
    async (how) => {
      const { store, user, device, openPending, finish, wait } = await setUp()
      const pending = await openPending(user)
      if (how === 'finished') await finish(pending, device.id, counter(2))
      if (how === 'given up') await store.endPending(pending.tokenHash)
      if (how === 'lapsed') wait(600_000)
      if (how === 'over with its epoch') await store.endAll('ann')
      if (how === 'of a disabled user') await store.setDisabled('ann', true)
      if (how === 'of a deleted user') await store.deleteUser('ann')
      const [before] = await store.devicesOf('ann')
      expect(await finish(pending, device.id, counter(3))).toEqual({ ok: false, reason: 'expired' })
      expect((await store.devicesOf('ann'))[0]).toEqual(before)
    },
  )
}
