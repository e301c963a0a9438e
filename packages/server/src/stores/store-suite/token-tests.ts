import { expect, test } from 'vitest'
import { backupTokens, minute, openScene, step, token, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('old', ['a', 'b']))
  const renew = (tokenSet: string, hashes?: readonly string[]) =>
    scene.store.renewTokens({ ...backupTokens(tokenSet, hashes), userId: 'ada', lifetime: 10 * minute })
  const confirm = (hash: string) => scene.store.confirmTokens({ deviceId: 'holder-old', hash })
  const use = (tokenSet: string, hash: string) => scene.login(person.user, 'holder-old', token(tokenSet, hash))
  return { ...scene, ...person, renew, confirm, use }
}

const used = { ok: false, reason: 'used' }

export function tokenTests(makeStore: MakeStore): void {
  test('without another device there are no tokens', async () => {
    const { store, signUp, openSession, begin } = await openScene(makeStore)
    await begin(await openSession(await signUp()))
    const renewal = { ...backupTokens('set'), lifetime: 1000 }
    expect(await store.renewTokens({ ...renewal, userId: 'ada' })).toBeNull()
    expect(await store.renewTokens({ ...renewal, userId: 'nobody' })).toBeNull()
    expect(await store.devicesOf('ada')).toEqual([])
  })

  test('where there is none yet, the set is live at once, on a device of its own', async () => {
    const { store, enrolled, now, deviceOf } = await openScene(makeStore)
    await enrolled()
    const holder = await store.renewTokens({ ...backupTokens('set'), userId: 'ada', lifetime: 1000 })
    const rest = { secret: null, destination: null, isDefault: false, waitingSet: null, waitingUntil: null }
    const own = { id: 'holder-set', method: 'backup', name: 'Backup tokens', lastResort: true, confirmedAt: now() }
    expect(holder).toMatchObject({ ...own, ...rest, tokenSet: 'set', tokensLeft: 3 })
    expect(await deviceOf('ada', 'holder-set')).toEqual(holder)
  })

  test('a new set waits beside the old one, which lives on until it is confirmed', async () => {
    const { renew, confirm, use, now, deviceOf } = await setup(makeStore)
    const waiting = { id: 'holder-old', tokenSet: 'old', tokensLeft: 2, waitingSet: 'new' }
    const holder = await renew('new')
    expect(holder).toMatchObject({ ...waiting, waitingUntil: now() + 10 * minute })
    expect(await deviceOf('ada', 'holder-old')).toEqual(holder)
    expect(await use('new', 'one')).toEqual(used)
    expect(await use('old', 'a')).toMatchObject({ ok: true })
    expect(await confirm('a')).toBeNull()
    expect(await confirm('one')).toBe(3)
    const live = { tokenSet: 'new', tokensLeft: 3, waitingSet: null, waitingUntil: null }
    expect(await deviceOf('ada', 'holder-old')).toMatchObject(live)
    expect(await use('old', 'b')).toEqual(used)
    expect(await use('new', 'one')).toMatchObject({ ok: true })
    expect(await confirm('two')).toBeNull()
  })

  test('another renewal replaces the waiting set', async () => {
    const { renew, confirm } = await setup(makeStore)
    await renew('new')
    expect(await renew('newer', ['x', 'y'])).toMatchObject({ tokenSet: 'old', tokensLeft: 2, waitingSet: 'newer' })
    expect(await confirm('one')).toBeNull()
    expect(await confirm('y')).toBe(2)
  })

  test('a waiting set lapses, and the old one stays', async () => {
    const { renew, confirm, pass, deviceOf, use } = await setup(makeStore)
    await renew('new')
    pass(10 * minute)
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ tokenSet: 'old', waitingSet: null, waitingUntil: null })
    expect(await confirm('one')).toBeNull()
    expect(await use('old', 'a')).toMatchObject({ ok: true })
    expect(await renew('newer')).toMatchObject({ waitingSet: 'newer' })
  })

  test('where no token is left the new set is live at once, on the same device', async () => {
    const { renew, confirm, use } = await setup(makeStore)
    await use('old', 'a')
    await renew('new')
    await use('old', 'b')
    const live = { id: 'holder-old', tokenSet: 'newer', tokensLeft: 3, waitingSet: null, waitingUntil: null }
    expect(await renew('newer')).toMatchObject(live)
    expect(await confirm('one')).toBeNull()
    expect(await use('old', 'b')).toEqual(used)
    expect(await use('newer', 'one')).toMatchObject({ ok: true })
  })

  test('confirming clears the failures of the set, and names no other device', async () => {
    const { store, renew, confirm, deviceOf, deviceId } = await setup(makeStore)
    const schedule = { freeTries: 0, firstWait: 1000, longestWait: 1000 }
    await store.countTry({ userId: 'ada', deviceId: 'holder-old', schedule })
    expect(await confirm('a')).toBeNull()
    await renew('new')
    expect(await store.confirmTokens({ deviceId, hash: 'one' })).toBeNull()
    expect(await store.confirmTokens({ deviceId: 'unknown', hash: 'one' })).toBeNull()
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ failures: 1 })
    expect(await confirm('one')).toBe(3)
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ failures: 0, lockedUntil: 0 })
  })

  test('one more token joins the live set, and no other', async () => {
    const { store, renew, confirm, use, deviceOf, deviceId } = await setup(makeStore)
    const add = (tokenSet: string, hash: string, holder = 'holder-old') =>
      store.addToken({ deviceId: holder, tokenSet, hash })
    await renew('new')
    expect(await add('old', 'c')).toBe(true)
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ tokensLeft: 3, waitingSet: 'new' })
    expect(await use('old', 'c')).toMatchObject({ ok: true })
    for (const holder of [deviceId, 'unknown']) expect(await add('old', 'd', holder)).toBe(false)
    expect(await add('new', 'd')).toBe(false)
    expect(await confirm('one')).toBe(3)
    expect(await add('old', 'd')).toBe(false)
    expect(await add('new', 'd')).toBe(true)
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ tokensLeft: 4 })
  })

  test('a token that the set holds, used or not, does not join it again', async () => {
    const { store, use, deviceOf } = await setup(makeStore)
    const add = (hash: string) => store.addToken({ deviceId: 'holder-old', tokenSet: 'old', hash })
    await use('old', 'a')
    for (const hash of ['a', 'b']) expect(await add(hash)).toBe(false)
    expect(await use('old', 'a')).toEqual(used)
    await use('old', 'b')
    expect(await add('c')).toBe(true)
    expect(await deviceOf('ada', 'holder-old')).toMatchObject({ tokensLeft: 1 })
  })

  test('tokens step a session up as well, once', async () => {
    const { store, session, rotation } = await setup(makeStore)
    const stepUp = () =>
      store.finishStepUp({
        ...rotation(session),
        userId: 'ada',
        deviceId: 'holder-old',
        use: token('old', 'a'),
        trust: null,
      })
    expect(await stepUp()).toMatchObject({ session: { amr: ['pwd', 'totp', 'backup'], device: { method: 'backup' } } })
    expect(await stepUp()).toEqual(used)
    const late = { ...rotation(session), userId: 'ada', deviceId: 'holder-old', use: step(1), trust: null }
    expect(await store.finishStepUp(late)).toMatchObject({ ok: true })
  })
}
