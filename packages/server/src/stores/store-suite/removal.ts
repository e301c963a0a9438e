import { expect, test } from 'vitest'
import { counter, type Enrolled, grace, type MakeStore, setScene, token } from './scene.ts'

export function removalTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const tokens = scene.newTokens()
    const first = await scene.addUserWithDevice('ann', tokens)
    const remove = async (by: Enrolled, deviceId: string, changes: { confirmedToo?: boolean; tokenHash?: string } = {}) => {
      const { confirmedToo = true, tokenHash = scene.name('session') } = changes
      const keep = { sessionId: by.session.id, tokenHash, grace }
      return await scene.store.removeDevice({ userId: by.user.id, deviceId, keep, confirmedToo })
    }
    const ids = async () => (await scene.store.devicesOf('ann')).map(({ id }) => id)
    return { ...scene, tokens, first, remove, ids }
  }

  test('the only device goes together with the last resort', async () => {
    const { store, first, tokens, remove, ids, addUser, openPending, finish } = await setUp()
    expect(await ids()).toEqual([first.device.id, tokens.deviceId])
    expect(await remove(first, first.device.id, { tokenHash: 'next' })).toBe('removed')
    expect(await ids()).toEqual([])
    expect(await store.findSession('next')).toMatchObject({ hasDevice: false, device: null, verifiedAt: null })
    const pending = await openPending(await addUser())
    expect(await finish(pending, first.device.id, counter(2))).toEqual({ ok: false, reason: 'used' })
    const spent = token(tokens.tokenSet, tokens.hashes[0] ?? '')
    expect(await finish(pending, tokens.deviceId, spent)).toEqual({ ok: false, reason: 'used' })
  })

  test('the last resort goes alone', async () => {
    const { first, tokens, remove, ids } = await setUp()
    expect(await remove(first, tokens.deviceId)).toBe('removed')
    expect(await ids()).toEqual([first.device.id])
  })

  test('one of two devices goes alone, and the other stays the default', async () => {
    const { store, first, tokens, enrol, remove, ids } = await setUp()
    const second = await enrol(first)
    expect(await remove(second, second.device.id)).toBe('removed')
    expect(await ids()).toEqual([first.device.id, tokens.deviceId])
    expect((await store.devicesOf('ann'))[0]).toMatchObject({ isDefault: true })
  })

  test('the default stays while another device but the last resort exists', async () => {
    const { store, first, enrol, remove, ids } = await setUp()
    const second = await enrol(first)
    const before = await ids()
    expect(await remove(second, first.device.id)).toBe('conflict')
    expect(await ids()).toEqual(before)
    expect(await store.findSession(second.token)).toMatchObject({ former: false })
    await remove(second, second.device.id)
    expect(await remove(second, first.device.id)).toBe('removed')
    expect(await ids()).toEqual([])
  })

  test('ends other sessions and pending logins; the session that asks goes on under a new token', async () => {
    const { store, first, tokens, remove, openSession, openPending, wait } = await setUp()
    const other = await openSession(first.user)
    const pending = await openPending(first.user)
    await remove(first, tokens.deviceId, { tokenHash: 'next' })
    expect(await store.findSession(other.token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findSession('next')).toMatchObject({
      id: first.session.id,
      user: { epoch: first.user.epoch + 1 },
      device: { id: first.device.id },
      former: false,
    })
    expect(await store.findSession(first.token)).toMatchObject({ former: true })
    wait(grace)
    expect(await store.findSession(first.token)).toBeNull()
  })

  test('a confirmed device stays where the session may not remove one', async () => {
    const { store, first, remove, ids, openSession } = await setUp()
    const other = await openSession(first.user)
    expect(await remove(first, first.device.id, { confirmedToo: false })).toBe('not_found')
    expect(await ids()).toContain(first.device.id)
    expect(await store.findSession(other.token)).not.toBeNull()
  })

  test('an unconfirmed device goes with its own session, and ends nothing', async () => {
    const { store, first, remove, begin, openSession } = await setUp()
    const other = await openSession(first.user)
    const begun = await begin(first)
    expect(await remove({ ...first, session: other.session }, begun.id)).toBe('not_found')
    expect(await store.findEnrolment(first.session.id)).not.toBeNull()
    expect(await remove(first, begun.id, { confirmedToo: false, tokenHash: 'next' })).toBe('removed')
    expect(await store.findEnrolment(first.session.id)).toBeNull()
    expect(await store.findSession(first.token)).toMatchObject({ former: false })
    expect(await store.findSession('next')).toBeNull()
    expect(await store.findSession(other.token)).not.toBeNull()
  })

  test('an unconfirmed device does not stand in for the only one', async () => {
    const { first, remove, begin, ids } = await setUp()
    await begin(first)
    expect(await remove(first, first.device.id)).toBe('removed')
    expect(await ids()).toEqual([])
  })

  test('what is unknown, somebody else\'s or asked by a session that ended is not found', async () => {
    const { store, first, remove, addUserWithDevice, ids } = await setUp()
    const bob = await addUserWithDevice('bob')
    expect(await remove(first, 'unknown')).toBe('not_found')
    expect(await remove(first, bob.device.id)).toBe('not_found')
    expect(await remove(bob, first.device.id)).toBe('not_found')
    expect(await remove({ ...bob, user: first.user }, first.device.id)).toBe('not_found')
    await store.endSession(first.token)
    expect(await remove(first, first.device.id)).toBe('not_found')
    expect(await ids()).toContain(first.device.id)
    expect(await store.devicesOf('bob')).toHaveLength(1)
  })

  test('after the last device is gone, the next one is the first again', async () => {
    const { first, remove, enrol, openSession, newTokens, ids } = await setUp()
    await remove(first, first.device.id)
    const again = await enrol(await openSession(first.user), newTokens())
    expect(again.device).toMatchObject({ isDefault: true })
    expect(await ids()).toHaveLength(2)
  })

  test('removing all takes every device, begun ones too, and everything signed in', async () => {
    const { store, first, begin, addUserWithDevice, openPending, ids } = await setUp()
    const bob = await addUserWithDevice('bob')
    const pending = await openPending(first.user)
    await begin(first)
    await store.removeAllDevices('ann')
    expect(await ids()).toEqual([])
    expect(await store.findEnrolment(first.session.id)).toBeNull()
    expect(await store.findSession(first.token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findSession(bob.token)).toMatchObject({ hasDevice: true })
    await store.removeAllDevices('nobody')
  })

  test('removing all spares one session', async () => {
    const { store, first, openSession, ids } = await setUp()
    const other = await openSession(first.user)
    await store.removeAllDevices('ann', { exceptSession: first.session.id })
    expect(await ids()).toEqual([])
    expect(await store.findSession(first.token)).toMatchObject({ hasDevice: false, verifiedAt: null, device: null })
    expect(await store.findSession(other.token)).toBeNull()
  })
}
