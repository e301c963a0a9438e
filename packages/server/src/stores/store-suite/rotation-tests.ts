import { expect, test } from 'vitest'
import { openScene, step, type MakeStore } from './open-scene.ts'

const grace = 10_000

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { deviceId, user } = await scene.enrolled()
  const session = await scene.openSession(user)
  let counter = 100
  async function stepUp(milliseconds: number) {
    const rotation = scene.rotation(session, milliseconds)
    const finished = await scene.store.finishStepUp({
      ...rotation,
      userId: 'ada',
      deviceId,
      use: step(++counter),
      trust: null,
    })
    return { finished, tokenHash: rotation.tokenHash }
  }
  return { ...scene, deviceId, user, session, stepUp }
}

export function rotationTests(makeStore: MakeStore): void {
  test('a step-up verifies the session under a new token', async () => {
    const { store, session, stepUp, pass, now, deviceId, deviceOf } = await setup(makeStore)
    pass(500)
    const { finished, tokenHash } = await stepUp(0)
    const verified = { id: session.id, verifiedAt: now(), device: { id: deviceId }, amr: ['pwd', 'totp'] }
    expect(finished).toMatchObject({ ok: true, session: { ...verified, firstFactorAt: now() - 500, former: false } })
    expect(await store.findSession(tokenHash)).toEqual(finished.ok && finished.session)
    expect(await store.findSession(session.tokenHash)).toBeNull()
    expect(await deviceOf('ada', deviceId)).toMatchObject({ counter: 101, lastUsedAt: now() })
    expect(await stepUp(0)).toMatchObject({ finished: { session: { amr: ['pwd', 'totp'] } } })
  })

  test('the token before keeps its former strength for the grace, and no longer', async () => {
    const { store, session, stepUp, pass, now } = await setup(makeStore)
    const { tokenHash } = await stepUp(grace)
    const { tokenHash: former, ...before } = session
    expect(await store.findSession(former)).toEqual({
      ...before,
      hasDevice: true,
      former: true,
      expiresAt: now() + grace,
    })
    expect(await store.findSession(tokenHash)).toMatchObject({ former: false, verifiedAt: now() })
    pass(grace - 1)
    expect(await store.findSession(former)).not.toBeNull()
    pass(1)
    expect(await store.findSession(former)).toBeNull()
    expect(await store.findSession(tokenHash)).not.toBeNull()
  })

  test('a second rotation ends what the first one left', async () => {
    const { store, session, stepUp } = await setup(makeStore)
    const first = await stepUp(grace)
    const second = await stepUp(grace)
    expect(await store.findSession(session.tokenHash)).toBeNull()
    expect(await store.findSession(first.tokenHash)).toMatchObject({ former: true, id: session.id })
    expect(await store.findSession(second.tokenHash)).toMatchObject({ former: false, id: session.id })
  })

  test('without a new token the session stays where it is', async () => {
    const { store, session, deviceId } = await setup(makeStore)
    const rotation = { sessionId: session.id, tokenHash: null, grace }
    const finished = await store.finishStepUp({ ...rotation, userId: 'ada', deviceId, use: step(50), trust: null })
    expect(await store.findSession(session.tokenHash)).toEqual(finished.ok && finished.session)
    expect(finished).toMatchObject({ session: { id: session.id, device: { id: deviceId } } })
  })

  test('ending by either token ends both', async () => {
    for (const endFormer of [true, false]) {
      const { store, session, stepUp } = await setup(makeStore)
      const { tokenHash } = await stepUp(grace)
      await store.endSession(endFormer ? session.tokenHash : tokenHash)
      for (const ended of [session.tokenHash, tokenHash]) expect(await store.findSession(ended)).toBeNull()
    }
  })

  test('the end of the epoch ends the former token too, even of the session that is spared', async () => {
    const { store, session, stepUp, expectEnded } = await setup(makeStore)
    const { tokenHash } = await stepUp(grace)
    await store.endAll('ada', { exceptSession: session.id })
    await expectEnded(session.tokenHash)
    expect(await store.findSession(tokenHash)).not.toBeNull()
  })

  test('a step that was used leaves the session as it was', async () => {
    const { store, session, deviceId, rotation } = await setup(makeStore)
    const before = await store.findSession(session.tokenHash)
    const next = rotation(session, grace)
    const finished = await store.finishStepUp({ ...next, userId: 'ada', deviceId, use: step(1), trust: null })
    expect(finished).toEqual({ ok: false, reason: 'used' })
    expect(await store.findSession(session.tokenHash)).toEqual(before)
    expect(await store.findSession(next.tokenHash)).toBeNull()
  })

  test('a session that ended, or of another user, is not verified and uses nothing up', async () => {
    const { store, session, deviceId, rotation, openSession, signUp, deviceOf } = await setup(makeStore)
    const expired = { ok: false, reason: 'expired' }
    const other = rotation(await openSession(await signUp('grace')))
    expect(await store.finishStepUp({ ...other, userId: 'ada', deviceId, use: step(60), trust: null })).toEqual(expired)
    await store.endSession(session.tokenHash)
    const ended = { ...rotation(session), userId: 'ada', deviceId, use: step(60), trust: null }
    expect(await store.finishStepUp(ended)).toEqual(expired)
    expect(await store.findSession(ended.tokenHash)).toBeNull()
    expect(await deviceOf('ada', deviceId)).toMatchObject({ counter: 1 })
  })

  test('a first factor inside the session makes that fresh, and nothing else', async () => {
    const { store, session, rotation, pass, now } = await setup(makeStore)
    pass(1000)
    const next = rotation(session, grace)
    const refreshed = await store.refreshFirstFactor(next)
    const { tokenHash: former, ...record } = session
    expect(refreshed).toEqual({ ...record, hasDevice: true, firstFactorAt: now(), now: now() })
    expect(await store.findSession(next.tokenHash)).toEqual(refreshed)
    expect(await store.findSession(former)).toMatchObject({ former: true, firstFactorAt: now() - 1000 })
    await store.endSession(next.tokenHash)
    expect(await store.refreshFirstFactor(rotation(session))).toBeNull()
    expect(await store.refreshFirstFactor({ sessionId: 'unknown', tokenHash: null, grace: 0 })).toBeNull()
  })
}
