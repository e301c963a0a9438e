import { expect, test } from 'vitest'
import { grace, lifetimes, type MakeStore, setScene } from './scene.ts'

export function sessionTests(makeStore: MakeStore): void {
  test('a session is found as it was opened', async () => {
    const { store, now, addUser, wait } = await setScene(makeStore)
    const user = await addUser()
    const begun = now()
    const opening = { tokenHash: 'session', userId: 'ann', epoch: user.epoch, amr: ['pwd'], lifetimes }
    const opened = await store.openSession(opening)
    expect(opened).toEqual({
      id: opened?.id,
      user,
      createdAt: begun,
      lastSeenAt: begun,
      expiresAt: begun + lifetimes.absolute,
      firstFactorAt: begun,
      verifiedAt: null,
      device: null,
      trusted: false,
      amr: ['pwd'],
      hasDevice: false,
      former: false,
      now: begun,
    })
    wait(1000)
    expect(await store.findSession('session')).toEqual({ ...opened, now: begun + 1000 })
    expect(await store.findSession('unknown')).toBeNull()
    expect(await store.openSession({ ...opening, tokenHash: 'other', userId: 'nobody' })).toBeNull()
  })

  test('it ends when it was idle too long', async () => {
    const { store, now, addUser, openSession, wait } = await setScene(makeStore)
    const { session, token } = await openSession(await addUser())
    wait(lifetimes.idle - 1)
    expect(await store.findSession(token)).toMatchObject({ lastSeenAt: session.createdAt })
    await store.touchSession(session.id, lifetimes.idle)
    expect(await store.findSession(token)).toMatchObject({ lastSeenAt: now() })
    wait(lifetimes.idle)
    expect(await store.findSession(token)).toBeNull()
    await store.touchSession(session.id, lifetimes.idle)
    expect(await store.findSession(token)).toBeNull()
    await store.touchSession('unknown', lifetimes.idle)
  })

  test('it ends at its absolute limit however often it is used', async () => {
    const { store, addUser, openSession, wait } = await setScene(makeStore)
    const { session, token } = await openSession(await addUser())
    for (let passed = 0; passed < lifetimes.absolute; passed += lifetimes.idle / 2) {
      expect(await store.findSession(token)).not.toBeNull()
      await store.touchSession(session.id, lifetimes.idle)
      wait(lifetimes.idle / 2)
    }
    expect(await store.findSession(token)).toBeNull()
  })

  test('without lifetimes it lives as long as the host says', async () => {
    const { store, now, addUser, openSession, wait } = await setScene(makeStore)
    const firstFactorAt = now() - 60_000
    const { session, token } = await openSession(await addUser(), { lifetimes: null, firstFactorAt })
    expect(session).toMatchObject({ firstFactorAt })
    expect(Number.isNaN(new Date(session.expiresAt).getTime())).toBe(false)
    wait(10 * 365 * 86_400_000)
    await store.touchSession(session.id, lifetimes.idle)
    wait(lifetimes.idle)
    expect(await store.findSession(token)).toMatchObject({ lastSeenAt: now() - lifetimes.idle })
  })

  test('it is not found under an epoch that is over', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const { epoch } = await addUser()
    await store.endAll('ann')
    const { token } = await openSession(await addUser(), { epoch })
    expect(await store.findSession(token)).toBeNull()
  })

  test('no token is ever filed twice', async () => {
    const scene = await setScene(makeStore)
    const { store } = scene
    const user = await scene.addUser('ann')
    const other = await scene.addUser('bob')
    const refused = async (tokenHash: string) => {
      for (const { id } of [user, other]) {
        const epoch = (await store.findUser(id))?.epoch ?? 0
        expect(await store.openSession({ tokenHash, userId: id, epoch, amr: [], lifetimes: null })).toBeNull()
      }
    }
    const live = await scene.openSession(user)
    await refused(live.token)
    expect(await store.findSession(live.token)).toMatchObject({ id: live.session.id })

    const ended = await scene.openSession(user)
    await store.endSession(ended.token)
    await refused(ended.token)
    expect(await store.findSession(ended.token)).toBeNull()

    const rotated = await scene.openSession(user)
    await store.refreshFirstFactor({ sessionId: rotated.session.id, tokenHash: 'second', grace })
    await store.refreshFirstFactor({ sessionId: rotated.session.id, tokenHash: 'third', grace: 0 })
    await store.refreshFirstFactor({ sessionId: rotated.session.id, tokenHash: 'fourth', grace })
    for (const token of [rotated.token, 'second', 'third', 'fourth']) await refused(token)

    const moved = await scene.openSession(user, { lifetimes: null })
    await store.rekeySession(moved.session.id, 'moved')
    for (const token of [moved.token, 'moved']) await refused(token)

    const lapsed = await scene.openSession(user)
    await store.endAll('ann')
    scene.wait(lifetimes.absolute)
    await refused(lapsed.token)
  })

  test('ending a session twice, or one that never was, changes nothing', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const user = await addUser()
    const ended = await openSession(user)
    const other = await openSession(user)
    await store.endSession(ended.token)
    await store.endSession(ended.token)
    await store.endSession('unknown')
    expect(await store.findSession(ended.token)).toBeNull()
    expect(await store.findSession(other.token)).not.toBeNull()
  })

  test('rekeying moves the session for good and changes nothing else', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const { session, token } = await openSession(await addUser(), { lifetimes: null })
    await store.rekeySession(session.id, 'moved')
    await store.rekeySession(session.id, 'moved')
    await store.rekeySession('unknown', 'elsewhere')
    expect(await store.findSession('moved')).toEqual(session)
    expect(await store.findSession(token)).toBeNull()
    await store.endSession(token)
    expect(await store.findSession('moved')).toEqual(session)
    await store.rekeySession(session.id, token)
    expect(await store.findSession('moved')).toEqual(session)
    expect(await store.findSession(token)).toBeNull()
  })

  test('a session that was begun under the new token gives way, with what it began to enrol', async () => {
    const { store, addUser, openSession, begin } = await setScene(makeStore)
    const user = await addUser()
    const moving = await openSession(user, { lifetimes: null })
    const there = await openSession(user, { lifetimes: null })
    const { id } = await begin(moving)
    await begin(there)
    await store.rekeySession(moving.session.id, there.token)
    expect(await store.findSession(there.token)).toMatchObject({ id: moving.session.id })
    expect(await store.findEnrolment(there.session.id)).toBeNull()
    expect(await store.findEnrolment(moving.session.id)).toMatchObject({ id })
  })

  test('a token that was ended, or is of somebody else, stays as it is', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const user = await addUser('ann')
    const moving = await openSession(user, { lifetimes: null })
    const ended = await openSession(user, { lifetimes: null })
    const foreign = await openSession(await addUser('bob'), { lifetimes: null })
    await store.endSession(ended.token)
    for (const token of [ended.token, foreign.token]) await store.rekeySession(moving.session.id, token)
    expect(await store.findSession(ended.token)).toBeNull()
    expect(await store.findSession(foreign.token)).toMatchObject({ user: { id: 'bob' } })
    expect(await store.findSession(moving.token)).toMatchObject({ id: moving.session.id })
  })

  test('a session that ended is not moved', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const { session, token } = await openSession(await addUser(), { lifetimes: null })
    await store.endSession(token)
    await store.rekeySession(session.id, 'moved')
    expect(await store.findSession('moved')).toBeNull()
  })
}
