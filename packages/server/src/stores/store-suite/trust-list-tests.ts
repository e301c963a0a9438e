import { expect, test } from 'vitest'
import { held, lifetimes, openScene, step, trusting, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { user, deviceId, session } = await scene.enrolled()
  const grace = await scene.enrolled('grace')
  await scene.login(user, deviceId, step(9), { ...trusting('old'), browser: 'Safari, iPhone' })
  scene.pass(1000)
  await scene.login(user, deviceId, step(10), trusting('new'))
  await scene.login(grace.user, grace.deviceId, step(9), trusting('of grace'))
  const idOf = async (tokenHash: string, userId = 'ada') =>
    (await scene.store.trustsOf(userId)).find((trust) => trust.tokenHash === tokenHash)?.id ?? 'none'
  return { ...scene, user, deviceId, session, idOf }
}

export function trustListTests(makeStore: MakeStore): void {
  test('the trusted browsers of a user are listed, the newest first, with when they were used', async () => {
    const { store, user, now, pass } = await setup(makeStore)
    const { lifetime } = trusting('')
    const opening = { tokenHash: 'trusted', userId: 'ada', epoch: user.epoch, amr: [], lifetimes }
    pass(500)
    await store.openTrustedSession({ ...opening, trust: held('old') })
    const [recent, former] = [now() - 500, now() - 1500]
    const id = expect.any(String) as string
    const never = { id, tokenHash: 'new', createdAt: recent, lastUsedAt: null, expiresAt: recent + lifetime }
    const used = { id, tokenHash: 'old', createdAt: former, lastUsedAt: now(), expiresAt: former + lifetime }
    expect(await store.trustsOf('ada')).toEqual([
      { ...never, browser: null },
      { ...used, browser: 'Safari, iPhone' },
    ])
    expect(await store.trustsOf('nobody')).toEqual([])
    pass(lifetime - 1500)
    expect(await store.trustsOf('ada')).toMatchObject([{ tokenHash: 'new' }])
    pass(1000)
    expect(await store.trustsOf('ada')).toEqual([])
  })

  test('one is ended by its id, once, by its user alone', async () => {
    const { store, idOf } = await setup(makeStore)
    const old = await idOf('old')
    expect(await store.endTrustOf('grace', old)).toBe(false)
    expect(await store.endTrustOf('ada', await idOf('of grace', 'grace'))).toBe(false)
    expect(await store.endTrustOf('ada', 'unknown')).toBe(false)
    expect(await store.findTrust('old')).not.toBeNull()
    expect(await store.endTrustOf('ada', old)).toBe(true)
    expect(await store.endTrustOf('ada', old)).toBe(false)
    expect(await store.findTrust('old')).toBeNull()
    expect(await store.findTrust('new')).not.toBeNull()
    expect(await store.findTrust('of grace')).not.toBeNull()
  })

  test('one that lapsed is none that could be ended', async () => {
    const { store, idOf, pass } = await setup(makeStore)
    const id = await idOf('old')
    pass(trusting('').lifetime - 1000)
    expect(await store.endTrustOf('ada', id)).toBe(false)
  })
}
