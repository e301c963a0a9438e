import { expect, test } from 'vitest'
import { atOnce, patience, rounds } from './at-once.ts'
import { lifetimes, openScene, step, trusting, type MakeStore } from './open-scene.ts'

const grace = 10_000

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled()
  const idsOf = async (userId = 'ada') => (await scene.store.sessionsOf(userId)).map(({ id }) => id)
  const endOthers = (keep: Parameters<typeof scene.store.endOthers>[1]) => scene.store.endOthers('ada', keep)
  return { ...scene, ...person, idsOf, endOthers }
}

export function sessionListTests(makeStore: MakeStore): void {
  test('the sessions of a user are listed, the last seen first, each as it is found by its token', async () => {
    const { store, session, user, openSession, enrolled, pass, idsOf } = await setup(makeStore)
    await enrolled('grace')
    pass(1000)
    const opening = { tokenHash: 'named', userId: 'ada', epoch: user.epoch, amr: ['pwd'], lifetimes }
    const named = await store.openSession({ ...opening, browser: 'Firefox, Windows' })
    pass(1000)
    const { id } = await openSession(user)
    expect(await idsOf()).toEqual([id, named?.id, session.id])
    pass(1000)
    await store.touchSession(session.id, lifetimes.idle)
    const [first, , last] = await store.sessionsOf('ada')
    expect(first).toEqual(await store.findSession(session.tokenHash))
    expect(last).toEqual(await store.findSession('named'))
    expect(last).toMatchObject({ browser: 'Firefox, Windows', verifiedAt: null })
    expect(await store.sessionsOf('nobody')).toEqual([])
  })

  test('what has lapsed or ended is listed no more, nor the token before', async () => {
    const { store, session, user, deviceId, openSession, rotation, pass, idsOf } = await setup(makeStore)
    const ended = await openSession(user)
    await store.endSession(ended.tokenHash)
    const stepUp = { ...rotation(session, grace), userId: 'ada', deviceId, use: step(9), trust: null }
    await store.finishStepUp(stepUp)
    expect(await store.findSession(session.tokenHash)).toMatchObject({ former: true })
    expect(await idsOf()).toEqual([session.id])
    pass(lifetimes.idle - 1)
    expect(await idsOf()).toEqual([session.id])
    pass(1)
    expect(await idsOf()).toEqual([])
    await openSession(user)
    await store.setDisabled('ada', true)
    expect(await idsOf()).toEqual([])
    await store.setDisabled('ada', false)
    expect(await idsOf()).toEqual([])
  })

  test('a session that is ended by its id ends under its former token too, and no other does', async () => {
    const { store, session, user, deviceId, openSession, enrolled, rotation, expectEnded } = await setup(makeStore)
    const [other, of] = [await openSession(user), await enrolled('grace')]
    const next = rotation(session, grace)
    await store.finishStepUp({ ...next, userId: 'ada', deviceId, use: step(9), trust: null })
    expect(await store.endSessionOf('grace', session.id)).toBe(false)
    expect(await store.endSessionOf('ada', of.session.id)).toBe(false)
    expect(await store.endSessionOf('ada', 'unknown')).toBe(false)
    expect(await store.findSession(next.tokenHash)).not.toBeNull()
    expect(await store.endSessionOf('ada', session.id)).toBe(true)
    await expectEnded(session.tokenHash, next.tokenHash)
    expect(await store.endSessionOf('ada', session.id)).toBe(false)
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
    expect(await store.findSession(of.session.tokenHash)).not.toBeNull()
  })

  test('ending all others leaves one session, under a new token, and the trust of its browser', async () => {
    const { store, session, user, deviceId, openSession, openPending, enrolled, rotation, login, idsOf, endOthers } =
      await setup(makeStore)
    const [other, pending, of] = [await openSession(user), await openPending(user), await enrolled('grace')]
    await login(user, deviceId, step(9), trusting('own'))
    await login(user, deviceId, step(10), trusting('elsewhere'))
    await login(of.user, of.deviceId, step(9), trusting('of grace'))
    const before = await store.findSession(session.tokenHash)
    const keep = rotation(session, grace)
    expect(await endOthers({ ...keep, trustHash: 'own' })).toBe(true)
    expect(await idsOf()).toEqual([session.id])
    expect(await store.findSession(keep.tokenHash)).toEqual({ ...before, user: { ...user, epoch: user.epoch + 1 } })
    expect(await store.findSession(session.tokenHash)).toMatchObject({ former: true })
    expect(await store.findSession(other.tokenHash)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect((await store.trustsOf('ada')).map(({ tokenHash }) => tokenHash)).toEqual(['own'])
    expect(await store.findTrust('of grace')).not.toBeNull()
    expect(await store.findSession(of.session.tokenHash)).not.toBeNull()
  })

  test('without a trust of its own, or with somebody else’s, every trust of the user ends', async () => {
    for (const trustHash of [null, 'of grace']) {
      const { store, session, user, deviceId, enrolled, rotation, login, endOthers } = await setup(makeStore)
      const of = await enrolled('grace')
      await login(user, deviceId, step(9), trusting('elsewhere'))
      await login(of.user, of.deviceId, step(9), trusting('of grace'))
      await endOthers({ ...rotation(session), trustHash })
      expect(await store.trustsOf('ada')).toEqual([])
      expect(await store.findTrust('of grace')).not.toBeNull()
    }
  })

  test('a session that has ended, or of another user, ends no others', async () => {
    const { store, session, user, openSession, enrolled, rotation, idsOf, endOthers } = await setup(makeStore)
    const [ended, of] = [await openSession(user), await enrolled('grace')]
    await store.endSession(ended.tokenHash)
    for (const asking of [ended, of.session]) {
      const keep = rotation(asking)
      expect(await endOthers({ ...keep, trustHash: null })).toBe(false)
      expect(await store.findSession(keep.tokenHash)).toBeNull()
    }
    expect(await store.endOthers('nobody', { ...rotation(session), trustHash: null })).toBe(false)
    expect(await idsOf()).toEqual([session.id])
    expect(await idsOf('grace')).toEqual([of.session.id])
  })

  test('ending all others beside a rotation: the one survives under one of its tokens', patience, async () => {
    const { store, session, signUp, deviceId, openSession, rotation, idsOf, endOthers } = await setup(makeStore)
    for (let round = 0; round < rounds; round++) {
      const other = await openSession(await signUp())
      const [one, two] = [rotation(session, grace), rotation(session, grace)]
      const use = step(10 + round)
      const [ended, verified] = await Promise.all([
        endOthers({ ...one, trustHash: null }),
        store.finishStepUp({ ...two, userId: 'ada', deviceId, use, trust: null }),
      ])
      expect([ended, verified.ok]).toEqual([true, true])
      expect(await idsOf()).toEqual([session.id])
      const found = await Promise.all([one, two].map(({ tokenHash }) => store.findSession(tokenHash)))
      expect(found.filter((live) => live?.former === false)).toMatchObject([{ id: session.id }])
      expect(await store.findSession(other.tokenHash)).toBeNull()
    }
  })

  test('of sessions that end each other at once one survives', patience, async () => {
    const { signUp, openSession, rotation, idsOf, endOthers } = await setup(makeStore)
    for (let round = 0; round < rounds; round++) {
      const user = await signUp()
      const sessions = await atOnce(() => openSession(user), 8)
      const ended = await Promise.all(sessions.map((one) => endOthers({ ...rotation(one), trustHash: null })))
      expect(ended.filter(Boolean)).toHaveLength(1)
      expect(await idsOf()).toEqual([sessions[ended.indexOf(true)]?.id])
    }
  })
}
