import { expect, test } from 'vitest'
import type { TokenSet } from '../store-requests.ts'
import { type MakeStore, schedule, setScene, token } from './scene.ts'

export function tokenTests(makeStore: MakeStore): void {
  const lifetime = 600_000

  async function setUp() {
    const scene = await setScene(makeStore)
    const { user, device } = await scene.addUserWithDevice('ann')
    const renew = async (tokens: TokenSet) => await scene.store.renewTokens({ ...tokens, userId: 'ann', lifetime })
    const use = async ({ tokenSet, hashes }: TokenSet, which: number, deviceId: string) => {
      const answer = token(tokenSet, hashes[which] ?? '')
      return (await scene.finish(await scene.openPending(user), deviceId, answer)).ok
    }
    return { ...scene, user, enrolled: device, renew, use }
  }

  test('the first set lives at once, on a device of its own', async () => {
    const { store, renew, use, newTokens, now } = await setUp()
    const tokens = newTokens()
    const device = await renew(tokens)
    expect(device).toMatchObject({
      id: tokens.deviceId,
      method: 'backup',
      name: 'Backup tokens',
      lastResort: true,
      isDefault: false,
      confirmedAt: now(),
      secret: null,
      state: '{}',
      tokenSet: tokens.tokenSet,
      tokensLeft: 2,
      waitingSet: null,
      waitingUntil: null,
    })
    expect((await store.devicesOf('ann'))[1]).toEqual(device)
    expect(await use(tokens, 0, tokens.deviceId)).toBe(true)
  })

  test('a user without another device gets none', async () => {
    const { store, addUser, openSession, begin, newTokens } = await setUp()
    const signedIn = await openSession(await addUser('bob'))
    await begin(signedIn)
    expect(await store.renewTokens({ ...newTokens(), userId: 'bob', lifetime })).toBeNull()
    expect(await store.renewTokens({ ...newTokens(), userId: 'nobody', lifetime })).toBeNull()
    expect(await store.devicesOf('bob')).toEqual([])
  })

  test('a further set waits beside the live one, on the same device', async () => {
    const { renew, use, newTokens, now } = await setUp()
    const live = newTokens()
    const waiting = newTokens()
    const device = await renew(live)
    expect(await use(live, 0, live.deviceId)).toBe(true)
    expect(await renew(waiting)).toMatchObject({
      id: device?.id,
      tokenSet: live.tokenSet,
      tokensLeft: 1,
      waitingSet: waiting.tokenSet,
      waitingUntil: now() + lifetime,
    })
    expect(await use(waiting, 0, live.deviceId)).toBe(false)
    expect(await use(live, 1, live.deviceId)).toBe(true)
  })

  test('confirming makes the waiting set the live one, and the old one dead', async () => {
    const { store, user, device, renew, use, newTokens, wait } = await setUp()
    const old = newTokens()
    const waiting = newTokens()
    await renew(old)
    for (let tries = 0; tries < 5; tries++) await store.countTry({ userId: 'ann', deviceId: old.deviceId, schedule })
    await renew(waiting)
    wait(lifetime - 1)
    expect(await store.confirmTokens({ deviceId: old.deviceId, hash: waiting.hashes[1] ?? '' })).toBe(2)
    expect(await device(user, old.deviceId)).toMatchObject({
      tokenSet: waiting.tokenSet,
      tokensLeft: 2,
      waitingSet: null,
      waitingUntil: null,
      failures: 0,
      lockedUntil: 0,
    })
    expect(await use(old, 0, old.deviceId)).toBe(false)
    expect(await use(waiting, 1, old.deviceId)).toBe(true)
    expect(await use(waiting, 1, old.deviceId)).toBe(false)
    expect(await use(waiting, 0, old.deviceId)).toBe(true)
  })

  test('only a token of the waiting set confirms it, once', async () => {
    const { store, renew, newTokens, enrolled } = await setUp()
    const live = newTokens()
    const replaced = newTokens()
    const waiting = newTokens()
    await renew(live)
    const { deviceId } = live
    const confirm = async (hash = '', id = deviceId) => await store.confirmTokens({ deviceId: id, hash })
    expect(await confirm(live.hashes[0])).toBeNull()
    await renew(replaced)
    await renew(waiting)
    expect(await confirm(live.hashes[0])).toBeNull()
    expect(await confirm(replaced.hashes[0])).toBeNull()
    expect(await confirm(waiting.hashes[0], enrolled.id)).toBeNull()
    expect(await confirm(waiting.hashes[0], 'unknown')).toBeNull()
    expect(await confirm(waiting.hashes[0])).toBe(2)
    expect(await confirm(waiting.hashes[0])).toBeNull()
  })

  test('a waiting set lapses, and the live one lives on', async () => {
    const { store, user, device, renew, use, newTokens, wait } = await setUp()
    const live = newTokens()
    const waiting = newTokens()
    await renew(live)
    await renew(waiting)
    wait(lifetime)
    expect(await device(user, live.deviceId)).toMatchObject({ waitingSet: null, waitingUntil: null, tokensLeft: 2 })
    expect(await store.confirmTokens({ deviceId: live.deviceId, hash: waiting.hashes[0] ?? '' })).toBeNull()
    expect(await use(waiting, 0, live.deviceId)).toBe(false)
    expect(await use(live, 0, live.deviceId)).toBe(true)
  })

  test('where the live set is used up, the next one lives at once', async () => {
    const { store, renew, use, newTokens } = await setUp()
    const spent = newTokens()
    const waiting = newTokens()
    const next = newTokens()
    await renew(spent)
    await renew(waiting)
    for (const which of [0, 1]) expect(await use(spent, which, spent.deviceId)).toBe(true)
    expect(await renew(next)).toMatchObject({
      id: spent.deviceId,
      tokenSet: next.tokenSet,
      tokensLeft: 2,
      waitingSet: null,
      waitingUntil: null,
    })
    expect(await store.confirmTokens({ deviceId: spent.deviceId, hash: waiting.hashes[0] ?? '' })).toBeNull()
    expect(await use(next, 0, spent.deviceId)).toBe(true)
  })

  test('a set of another method has a device of its own', async () => {
    const { renew, newTokens } = await setUp()
    const tokens = newTokens()
    const others = { ...newTokens(), method: 'printed' }
    await renew(tokens)
    expect(await renew(others)).toMatchObject({ id: others.deviceId, tokenSet: others.tokenSet, waitingSet: null })
  })

  test('the sets of two users are apart', async () => {
    const { store, renew, use, newTokens, addUserWithDevice } = await setUp()
    const tokens = newTokens()
    const foreign = newTokens()
    await renew(tokens)
    await addUserWithDevice('bob', foreign)
    await store.removeAllDevices('bob')
    expect(await use(foreign, 0, tokens.deviceId)).toBe(false)
    expect(await use(tokens, 0, tokens.deviceId)).toBe(true)
  })
}
