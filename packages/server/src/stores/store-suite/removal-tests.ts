import { expect, test } from 'vitest'
import type { SessionRecord } from '../records.ts'
import { backupTokens, openScene, step, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  async function remove(session: SessionRecord, deviceId: string, confirmedToo = true) {
    const keep = scene.rotation(session)
    const answer = await scene.store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo })
    return { answer, tokenHash: keep.tokenHash }
  }
  const ids = async () => (await scene.store.devicesOf('ada')).map(({ id }) => id)
  return { ...scene, ...person, remove, ids }
}

export function removalTests(makeStore: MakeStore): void {
  test('the only device goes together with its last resorts', async () => {
    const { store, session, deviceId, remove, openSession, openPending, ids, user, expectEnded } =
      await setup(makeStore)
    const [other, pending] = [await openSession(user), await openPending(user)]
    const { answer, tokenHash } = await remove(session, deviceId)
    expect(answer).toBe('removed')
    expect(await ids()).toEqual([])
    await expectEnded(session.tokenHash, other.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    const kept = { id: session.id, verifiedAt: null, device: null, hasDevice: false }
    expect(await store.findSession(tokenHash)).toMatchObject({ ...kept, user: { epoch: user.epoch + 1 } })
  })

  test('the default goes last of all, another device or the last resort at any time', async () => {
    const { store, session, deviceId, remove, enrol, ids } = await setup(makeStore)
    const second = await enrol(session)
    expect(await remove(second.session, deviceId)).toMatchObject({ answer: 'conflict' })
    expect(await store.findSession(second.session.tokenHash)).toMatchObject({ user: session.user })
    expect(await remove(second.session, 'holder-set')).toMatchObject({ answer: 'removed' })
    expect(await ids()).toEqual([deviceId, second.deviceId])
    expect(await remove(second.session, second.deviceId)).toMatchObject({ answer: 'removed' })
    expect(await ids()).toEqual([deviceId])
  })

  test('tokens of a set that went are dead, also when a set of that name comes again', async () => {
    const { store, session, remove, ids, login, user } = await setup(makeStore)
    await remove(session, 'holder-set')
    const renewal = { ...backupTokens('set', ['four']), userId: 'ada', lifetime: 1000 }
    expect(await store.renewTokens(renewal)).toMatchObject({ tokensLeft: 1 })
    expect(await ids()).toHaveLength(2)
    const raised = { ...user, epoch: user.epoch + 1 }
    const use = { kind: 'token', tokenSet: 'set', hash: 'one' } as const
    expect(await login(raised, 'holder-set', use)).toEqual({ ok: false, reason: 'used' })
  })

  test('an unconfirmed device goes only with its session, and ends nobody', async () => {
    const { store, session, begin, remove, openSession } = await setup(makeStore)
    const { device } = await begin(session)
    const other = await openSession(session.user)
    expect(await remove(other, device.id)).toMatchObject({ answer: 'not_found' })
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await remove(session, device.id, false)).toMatchObject({ answer: 'removed' })
    expect(await store.findEnrolment(session.id)).toBeNull()
    expect(await store.findSession(session.tokenHash)).toMatchObject({ user: session.user })
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
  })

  test('what is not there, not the user’s or not allowed is not found', async () => {
    const { store, session, deviceId, remove, enrolled, ids } = await setup(makeStore)
    const grace = await enrolled('grace')
    expect(await remove(session, 'unknown')).toMatchObject({ answer: 'not_found' })
    expect(await remove(session, grace.deviceId)).toMatchObject({ answer: 'not_found' })
    expect(await remove(session, deviceId, false)).toMatchObject({ answer: 'not_found' })
    expect(await ids()).toEqual([deviceId, 'holder-set'])
    expect(await store.devicesOf('grace')).toHaveLength(1)
    expect(await store.findSession(session.tokenHash)).not.toBeNull()
  })

  test('a session that ended meanwhile, or of another user, removes nothing', async () => {
    const { store, session, deviceId, remove, enrolled, ids, expectEnded } = await setup(makeStore)
    const grace = await enrolled('grace')
    expect(await remove(grace.session, deviceId)).toMatchObject({ answer: 'not_found' })
    await store.endSession(session.tokenHash)
    const { answer, tokenHash } = await remove(session, deviceId)
    expect(answer).toBe('not_found')
    expect(await ids()).toEqual([deviceId, 'holder-set'])
    await expectEnded(tokenHash)
  })

  test('removing all takes the unconfirmed too, and one session goes on, rotated and unverified', async () => {
    const { store, session, begin, openSession, openPending, user, ids, rotation, expectEnded } = await setup(makeStore)
    const [other, pending] = [await openSession(user), await openPending(user)]
    await begin(session)
    const keep = rotation(session)
    expect(await store.removeAllDevices('ada', keep)).toBe(true)
    expect(await ids()).toEqual([])
    expect(await store.findEnrolment(session.id)).toBeNull()
    await expectEnded(other.tokenHash, session.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    const kept = { id: session.id, verifiedAt: null, hasDevice: false, user: { epoch: user.epoch + 1 } }
    expect(await store.findSession(keep.tokenHash)).toMatchObject(kept)
  })

  test('removing all without a session to keep ends them all', async () => {
    const { store, session, openSession, user, ids, expectEnded } = await setup(makeStore)
    const other = await openSession(user)
    expect(await store.removeAllDevices('ada')).toBe(true)
    expect(await ids()).toEqual([])
    await expectEnded(session.tokenHash, other.tokenHash)
    expect(await store.removeAllDevices('nobody')).toBe(false)
  })

  test('a session that ended meanwhile, or of another user, does not remove all', async () => {
    const { store, session, deviceId, enrolled, openSession, user, ids, rotation, expectEnded } = await setup(makeStore)
    const grace = await enrolled('grace')
    const ended = await openSession(user)
    await store.endSession(ended.tokenHash)
    for (const keep of [rotation(ended), rotation(grace.session)]) {
      expect(await store.removeAllDevices('ada', keep)).toBe(false)
      await expectEnded(keep.tokenHash)
    }
    expect(await ids()).toEqual([deviceId, 'holder-set'])
    expect(await store.findSession(session.tokenHash)).toMatchObject({ user })
    expect(await store.findSession(grace.session.tokenHash)).not.toBeNull()
  })

  test('after a removal a device can be the first again', async () => {
    const { session, deviceId, remove, enrol, ids, deviceOf, store, login } = await setup(makeStore)
    const { tokenHash } = await remove(session, deviceId)
    const kept = await store.findSession(tokenHash)
    if (kept === null) throw new Error('no session')
    const again = await enrol(kept, backupTokens('set'))
    expect(await deviceOf('ada', again.deviceId)).toMatchObject({ isDefault: true })
    expect(await ids()).toEqual([again.deviceId, 'holder-set'])
    expect(await login(again.session.user, again.deviceId, step(2))).toMatchObject({ ok: true })
  })
}
