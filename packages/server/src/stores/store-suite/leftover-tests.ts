import { expect, test } from 'vitest'
import { lifetimes, openScene, type MakeStore } from './open-scene.ts'

/** What is left of things that ended: it opens nothing, and it stands in nobody's way. */
export function leftoverTests(makeStore: MakeStore): void {
  test('no token of a rotation is ever filed again', async () => {
    const { store, signUp, openSession, pass } = await openScene(makeStore)
    const user = await signUp()
    const { id, tokenHash } = await openSession(user)
    await store.refreshFirstFactor({ sessionId: id, tokenHash: 'second', grace: 10_000 })
    await store.refreshFirstFactor({ sessionId: id, tokenHash: 'third', grace: 0 })
    await store.refreshFirstFactor({ sessionId: id, tokenHash: 'fourth', grace: 10_000 })
    pass(lifetimes.absolute)
    for (const filed of [tokenHash, 'second', 'third', 'fourth']) {
      const opening = { tokenHash: filed, userId: 'ada', epoch: user.epoch, amr: [], lifetimes }
      expect(await store.openSession(opening)).toBeNull()
      expect(await store.findSession(filed)).toBeNull()
    }
  })

  test('ending by a token that is dead ends nothing', async () => {
    const { store, signUp, openSession } = await openScene(makeStore)
    const { id, tokenHash } = await openSession(await signUp())
    await store.refreshFirstFactor({ sessionId: id, tokenHash: 'second', grace: 10_000 })
    await store.refreshFirstFactor({ sessionId: id, tokenHash: 'third', grace: 10_000 })
    await store.endSession(tokenHash)
    expect(await store.findSession('third')).not.toBeNull()
    await store.rekeySession(id, 'fourth')
    await store.endSession('third')
    expect(await store.findSession('fourth')).toMatchObject({ id })
    await store.rekeySession(id, tokenHash)
    expect(await store.findSession('fourth')).toMatchObject({ id })
    expect(await store.findSession(tokenHash)).toBeNull()
  })

  test('a session that gives way takes along what it began to enrol', async () => {
    const { store, signUp, openSession, begin } = await openScene(makeStore)
    const user = await signUp()
    const [moving, there] = [await openSession(user), await openSession(user)]
    const { device } = await begin(moving)
    await begin(there)
    await store.rekeySession(moving.id, there.tokenHash)
    expect(await store.findEnrolment(there.id)).toBeNull()
    expect(await store.findEnrolment(moving.id)).toEqual(device)
  })

  test('a session is not fresh by a device that was removed', async () => {
    const { store, enrolled, enrol, begin, confirmation, openSession, rotation, pass } = await openScene(makeStore)
    const { session } = await enrol((await enrolled()).session)
    const deviceId = session.device?.id ?? ''
    const keep = rotation(session)
    await store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo: true })
    const kept = await store.findSession(keep.tokenHash)
    if (kept === null) throw new Error('no session')
    const { device } = await begin(kept)
    pass(1000)
    await enrol(await openSession(kept.user))
    expect(await store.confirmEnrolment(confirmation(kept, device.id))).toEqual({ ok: false, reason: 'stale' })
  })

  test('an identifier that was given up belongs to who took it', async () => {
    const { store } = await openScene(makeStore)
    await store.createPassword({ id: 'ada', identifier: 'ada' }, 'hers')
    await store.updateUser('ada', { identifier: 'countess' })
    await store.createPassword({ id: 'grace', identifier: 'ada' }, 'another')
    await store.createPassword({ id: 'ada', identifier: 'lovelace' }, 'hers')
    expect(await store.findPassword('ada')).toMatchObject({ user: { id: 'grace' }, hash: 'another' })
    expect(await store.findPassword('lovelace')).toMatchObject({ user: { id: 'ada' } })
    expect(await store.findPassword('countess')).toBeNull()
  })

  test('an identifier that was only shown frees nobody else’s', async () => {
    const { store } = await openScene(makeStore)
    await store.createPassword({ id: 'ada', identifier: 'ada' }, 'hers')
    await store.createPassword({ id: 'grace', identifier: 'grace' }, 'another')
    await store.saveUser({ id: 'grace', identifier: 'ada' })
    await store.updateUser('grace', { identifier: 'hopper' })
    expect(await store.findPassword('ada')).toMatchObject({ user: { id: 'ada' } })
    expect(await store.findPassword('hopper')).toMatchObject({ user: { id: 'grace' } })
    expect(await store.findPassword('grace')).toBeNull()
  })
}
