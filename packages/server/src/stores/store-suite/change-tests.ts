import { expect, test } from 'vitest'
import { backupTokens, openScene, step, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { deviceId: first, session, user } = await scene.enrolled('ada', backupTokens('set'))
  const second = await scene.enrol(session)
  const change = (deviceId: string, to: { readonly name?: string; readonly makeDefault?: boolean }) =>
    scene.store.changeDevice({ userId: 'ada', deviceId, ...to })
  const defaults = async () =>
    (await scene.store.devicesOf('ada')).filter(({ isDefault }) => isDefault).map(({ id }) => id)
  return { ...scene, user, first, second: second.deviceId, session: second.session, change, defaults }
}

export function changeTests(makeStore: MakeStore): void {
  test('a device is renamed, and nothing else of it', async () => {
    const { change, second, first, deviceOf, store, defaults } = await setup(makeStore)
    const before = await deviceOf('ada', second)
    const renamed = { ...before, name: 'Work phone' }
    expect(await change(second, { name: 'Work phone' })).toEqual(renamed)
    expect(await deviceOf('ada', second)).toEqual(renamed)
    expect(await deviceOf('ada', first)).toMatchObject({ name: 'Phone' })
    expect(await change('holder-set', { name: 'Paper' })).toMatchObject({ name: 'Paper', tokensLeft: 3 })
    expect(await defaults()).toEqual([first])
    expect((await store.devicesOf('ada')).map(({ id }) => id)).toEqual([first, second, 'holder-set'])
  })

  test('another device becomes the default, and the one before is it no longer', async () => {
    const { change, second, first, deviceOf, defaults, store } = await setup(makeStore)
    const before = await deviceOf('ada', second)
    expect(await change(second, { makeDefault: true })).toEqual({ ...before, isDefault: true })
    expect((await store.devicesOf('ada')).map(({ id }) => id)).toEqual([second, first, 'holder-set'])
    expect(await defaults()).toEqual([second])
    expect(await change(second, { makeDefault: true })).toMatchObject({ isDefault: true })
    expect(await change(second, { makeDefault: false })).toMatchObject({ isDefault: true })
    expect(await defaults()).toEqual([second])
    expect(await change(first, { makeDefault: true, name: 'First' })).toMatchObject({ isDefault: true, name: 'First' })
    expect(await defaults()).toEqual([first])
  })

  test('a last resort never is the default, and the refusal changes nothing', async () => {
    const { change, first, deviceOf, defaults } = await setup(makeStore)
    const before = await deviceOf('ada', 'holder-set')
    expect(await change('holder-set', { makeDefault: true, name: 'Paper' })).toBe('conflict')
    expect(await deviceOf('ada', 'holder-set')).toEqual(before)
    expect(await defaults()).toEqual([first])
  })

  test('only a confirmed device of the user is changed', async () => {
    const { store, change, session, begin, enrolled, first, defaults } = await setup(makeStore)
    const grace = await enrolled('grace')
    const { device } = await begin(session)
    for (const id of [device.id, grace.deviceId, 'unknown']) {
      expect(await change(id, { name: 'Mine', makeDefault: true })).toBeNull()
    }
    expect(await store.changeDevice({ userId: 'nobody', deviceId: first, name: 'Mine' })).toBeNull()
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await store.devicesOf('grace')).toMatchObject([{ name: 'Phone', isDefault: true }])
    expect(await defaults()).toEqual([first])
  })

  test('a change ends nothing', async () => {
    const { store, change, second, session, openSession, openPending, user } = await setup(makeStore)
    const [other, pending] = [await openSession(user), await openPending(user)]
    await change(second, { name: 'Work phone', makeDefault: true })
    const device = { id: second, name: 'Work phone' }
    expect(await store.findSession(session.tokenHash)).toMatchObject({ user, device, verifiedAt: session.verifiedAt })
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
    expect(await store.findPending(pending.tokenHash)).toMatchObject({ devices: [{ id: second }, {}, {}] })
  })

  test('who is no longer the default can be removed, who became it not before the others', async () => {
    const { store, change, second, first, session, rotation, login, user, defaults } = await setup(makeStore)
    await change(second, { makeDefault: true })
    const keep = rotation(session)
    const removal = { userId: 'ada', keep, confirmedToo: true }
    expect(await store.removeDevice({ ...removal, deviceId: second })).toBe('conflict')
    expect(await store.removeDevice({ ...removal, deviceId: first })).toBe('removed')
    expect(await defaults()).toEqual([second])
    const raised = { ...user, epoch: user.epoch + 1 }
    expect(await login(raised, second, step(9))).toMatchObject({ ok: true })
  })
}
