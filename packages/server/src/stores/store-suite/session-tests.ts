import { expect, test } from 'vitest'
import { lifetimes, minute, openScene, type MakeStore } from './open-scene.ts'

export function sessionTests(makeStore: MakeStore): void {
  test('a session starts unverified and is found by its token', async () => {
    const { store, signUp, openSession, now } = await openScene(makeStore)
    const user = await signUp()
    const { tokenHash, ...session } = await openSession(user)
    const times = { createdAt: now(), lastSeenAt: now(), firstFactorAt: now(), expiresAt: now() + lifetimes.absolute }
    const rest = { verifiedAt: null, device: null, trusted: false, hasDevice: false, former: false, now: now() }
    expect(session).toEqual({ id: expect.any(String), user, amr: ['pwd'], browser: null, ...times, ...rest })
    expect(await store.findSession(tokenHash)).toEqual(session)
    expect(await store.findSession('unknown')).toBeNull()
  })

  test('it lapses when it was not used for the idle time, and at last at its end', async () => {
    const { store, signUp, openSession, pass, now } = await openScene(makeStore)
    const session = await openSession(await signUp())
    pass(lifetimes.idle - 1)
    expect(await store.findSession(session.tokenHash)).not.toBeNull()
    pass(1)
    expect(await store.findSession(session.tokenHash)).toBeNull()
    await store.touchSession(session.id, lifetimes.idle)
    expect(await store.findSession(session.tokenHash)).toBeNull()

    const used = await openSession(session.user)
    for (let time = 20 * minute; time < lifetimes.absolute; time += 20 * minute) {
      pass(20 * minute)
      await store.touchSession(used.id, lifetimes.idle)
      expect(await store.findSession(used.tokenHash)).toMatchObject({ lastSeenAt: now() })
    }
    pass(20 * minute)
    expect(await store.findSession(used.tokenHash)).toBeNull()
  })

  test('a session of a host never lapses, and keeps the time of its first factor', async () => {
    const { store, signUp, pass, now } = await openScene(makeStore)
    const { epoch } = await signUp()
    const opening = { tokenHash: 'host', userId: 'ada', epoch, amr: [], lifetimes: null, firstFactorAt: now() - 500 }
    const session = await store.openSession(opening)
    expect(session).toMatchObject({ firstFactorAt: now() - 500 })
    expect(new Date(session?.expiresAt ?? Number.NaN).toISOString()).toMatch(/^\+/)
    await store.touchSession(session?.id ?? '', 1000)
    pass(1e10)
    expect(await store.findSession('host')).toMatchObject({ id: session?.id })
  })

  test('a session whose epoch is over is opened dead', async () => {
    const { store, signUp, openSession } = await openScene(makeStore)
    const user = await signUp()
    await store.endAll('ada')
    const { tokenHash } = await openSession(user)
    expect(await store.findSession(tokenHash)).toBeNull()
  })

  test('a token under which a session was ever filed opens no other', async () => {
    const { store, signUp, name } = await openScene(makeStore)
    const open = async (tokenHash: string) => {
      const { id, epoch } = await signUp()
      return await store.openSession({ tokenHash, userId: id, epoch, amr: [], lifetimes: null })
    }
    const [live, ended, over, moved, target] = [name('s'), name('s'), name('s'), name('s'), name('s')]
    await open(over)
    await store.endAll('ada')
    await open(live)
    await open(ended)
    await store.endSession(ended)
    const session = await open(moved)
    await store.rekeySession(session?.id ?? '', target)
    for (const tokenHash of [live, ended, over, moved, target]) expect(await open(tokenHash)).toBeNull()
    await store.rekeySession(session?.id ?? '', ended)
    expect(await store.findSession(ended)).toBeNull()
    expect(await store.findSession(target)).toMatchObject({ id: session?.id })
    expect(await store.openSession({ tokenHash: 'x', userId: 'nobody', epoch: 0, amr: [], lifetimes })).toBeNull()
  })

  test('ending takes the one session and leaves the others', async () => {
    const { store, signUp, openSession } = await openScene(makeStore)
    const user = await signUp()
    const [ended, other] = [await openSession(user), await openSession(user)]
    await store.endSession(ended.tokenHash)
    await store.endSession('unknown')
    expect(await store.findSession(ended.tokenHash)).toBeNull()
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
    await store.touchSession(ended.id, lifetimes.idle)
    await store.rekeySession(ended.id, 'elsewhere')
    expect(await store.findSession(ended.tokenHash)).toBeNull()
    expect(await store.findSession('elsewhere')).toBeNull()
  })

  test('another token changes nothing else, and the old one is dead', async () => {
    const { store, enrolled } = await openScene(makeStore)
    const { session } = await enrolled()
    const { tokenHash, ...record } = session
    await store.rekeySession(session.id, 'moved')
    await store.rekeySession(session.id, 'moved')
    await store.rekeySession('unknown', 'nowhere')
    expect(await store.findSession(tokenHash)).toBeNull()
    expect(await store.findSession('moved')).toEqual(record)
  })

  test('a session that was begun meanwhile under the new token gives way, one of another user does not', async () => {
    const { store, enrolled, openSession, signUp } = await openScene(makeStore)
    const { session } = await enrolled()
    const meanwhile = await openSession(session.user)
    await store.rekeySession(session.id, meanwhile.tokenHash)
    expect(await store.findSession(meanwhile.tokenHash)).toMatchObject({
      id: session.id,
      verifiedAt: session.verifiedAt,
    })
    const grace = await openSession(await signUp('grace'))
    await store.rekeySession(session.id, grace.tokenHash)
    expect(await store.findSession(grace.tokenHash)).toMatchObject({ id: grace.id, user: { id: 'grace' } })
    expect(await store.findSession(meanwhile.tokenHash)).toMatchObject({ id: session.id })
  })

  test('what verified a session counts only as long as that device exists', async () => {
    const { store, enrolled, enrol, openSession, rotation } = await openScene(makeStore)
    const { session } = await enrolled()
    const other = await openSession(session.user)
    const second = await enrol(other)
    expect(await store.findSession(second.session.tokenHash)).toMatchObject({ device: { id: second.deviceId } })
    const keep = rotation(second.session)
    const removal = { userId: 'ada', deviceId: second.deviceId, keep, confirmedToo: true }
    expect(await store.removeDevice(removal)).toBe('removed')
    const unverified = { id: other.id, verifiedAt: null, device: null, hasDevice: true }
    expect(await store.findSession(keep.tokenHash)).toMatchObject(unverified)
  })
}
