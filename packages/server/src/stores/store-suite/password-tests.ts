import { expect, test } from 'vitest'
import { minute, openScene, type MakeStore } from './open-scene.ts'

const profile = { id: 'ada', identifier: 'ada@example.com', name: 'Ada' }

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const { store } = scene
  const user = await store.createPassword(profile, 'old')
  if (user === null) throw new Error('no user')
  const open = (tokenHash: string, spacing = 0) =>
    store.openPasswordReset({ tokenHash, userId: 'ada', lifetime: 30 * minute, spacing })
  const use = (tokenHash: string) => store.usePasswordReset({ tokenHash, hash: 'new' })
  return { ...scene, user, open, use }
}

export function passwordTests(makeStore: MakeStore): void {
  test('a password is found by its identifier, to the letter, and by its user', async () => {
    const { store, user } = await setup(makeStore)
    expect(user).toMatchObject(profile)
    expect(await store.findPassword('ada@example.com')).toEqual({ user, hash: 'old' })
    expect(await store.findPassword('Ada@example.com')).toBeNull()
    expect(await store.findPasswordOf('ada')).toBe('old')
    expect(await store.findPasswordOf('grace')).toBeNull()
  })

  test('an identifier that another user signs in with is refused, and nothing is kept', async () => {
    const { store, user } = await setup(makeStore)
    expect(await store.createPassword({ id: 'grace', identifier: 'ada@example.com' }, 'hash')).toBeNull()
    expect(await store.findUser('grace')).toBeNull()
    expect(await store.findPassword('ada@example.com')).toEqual({ user, hash: 'old' })
  })

  test('creating it again for the same user replaces it, under its new identifier', async () => {
    const { store } = await setup(makeStore)
    expect(await store.createPassword({ id: 'ada', identifier: 'countess' }, 'newer')).not.toBeNull()
    expect(await store.findPassword('ada@example.com')).toBeNull()
    expect(await store.findPassword('countess')).toMatchObject({ hash: 'newer', user: { id: 'ada', name: null } })
    expect(await store.createPassword({ id: 'grace', identifier: 'ada@example.com' }, 'hash')).not.toBeNull()
  })

  test('the identifier of a password follows its user, unless it is taken', async () => {
    const { store } = await setup(makeStore)
    await store.createPassword({ id: 'grace', identifier: 'grace' }, 'hers')
    await store.updateUser('ada', { name: 'A.' })
    await store.updateUser('ada', { identifier: 'countess' })
    expect(await store.findPassword('countess')).toMatchObject({ hash: 'old', user: { identifier: 'countess' } })
    expect(await store.findPassword('ada@example.com')).toBeNull()
    expect(await store.updateUser('ada', { identifier: 'grace', name: 'G.' })).toBe('conflict')
    expect(await store.findUser('ada')).toMatchObject({ identifier: 'countess', name: 'A.' })
    expect(await store.findPassword('countess')).toMatchObject({ hash: 'old' })
    expect(await store.findPassword('grace')).toMatchObject({ hash: 'hers' })
  })

  test('replacing it ends everything but the session that goes on under a new token', async () => {
    const { store, user, openSession, openPending, rotation, open, use, expectEnded } = await setup(makeStore)
    const [kept, ended] = [await openSession(user), await openSession(user)]
    const pending = await openPending(user)
    await open('reset')
    const keep = rotation(kept)
    expect(await store.replacePassword({ userId: 'ada', hash: 'new', keep })).toBe(true)
    expect(await store.findPasswordOf('ada')).toBe('new')
    await expectEnded(kept.tokenHash, ended.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await use('reset')).toBeNull()
    const epoch = user.epoch + 1
    expect(await store.findSession(keep.tokenHash)).toMatchObject({ id: kept.id, user: { epoch } })
  })

  test('without a session to keep it ends them all; without a password there is none to replace', async () => {
    const { store, user, openSession, signUp, expectEnded } = await setup(makeStore)
    const session = await openSession(user)
    expect(await store.replacePassword({ userId: 'ada', hash: 'new' })).toBe(true)
    await expectEnded(session.tokenHash)
    await signUp('grace')
    expect(await store.replacePassword({ userId: 'grace', hash: 'new' })).toBe(false)
    expect(await store.findPasswordOf('grace')).toBeNull()
  })

  test('a session that ended meanwhile replaces nothing', async () => {
    const { store, user, openSession, rotation } = await setup(makeStore)
    const session = await openSession(user)
    await store.endAll('ada')
    const keep = rotation(session)
    expect(await store.replacePassword({ userId: 'ada', hash: 'new', keep })).toBe(false)
    expect(await store.findPasswordOf('ada')).toBe('old')
    expect(await store.findSession(keep.tokenHash)).toBeNull()
  })

  test('a reset sets the password once, and ends everything of the user', async () => {
    const { store, user, openSession, openPending, open, use, expectEnded } = await setup(makeStore)
    const session = await openSession(user)
    const pending = await openPending(user)
    expect(await open('first')).toBe(true)
    expect(await open('second')).toBe(true)
    expect(await use('unknown')).toBeNull()
    expect(await use('first')).toEqual({ ...user, epoch: user.epoch + 1 })
    expect(await store.findPasswordOf('ada')).toBe('new')
    await expectEnded(session.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await use('first')).toBeNull()
    expect(await use('second')).toBeNull()
  })

  test('a reset lapses at its time', async () => {
    const { store, pass, open, use } = await setup(makeStore)
    await open('reset')
    pass(30 * minute)
    expect(await use('reset')).toBeNull()
    expect(await store.findPasswordOf('ada')).toBe('old')
  })

  test('a disabled user resets nothing', async () => {
    const { store, open, use } = await setup(makeStore)
    await open('reset')
    await store.setDisabled('ada', true)
    expect(await use('reset')).toBeNull()
    expect(await store.findPasswordOf('ada')).toBe('old')
  })

  test('a reset that follows another too soon is not kept, even when that one was used', async () => {
    const { store, pass, open, use } = await setup(makeStore)
    await open('first', minute)
    pass(minute - 1)
    expect(await open('second', minute)).toBe(false)
    expect(await use('second')).toBeNull()
    expect(await use('first')).not.toBeNull()
    expect(await open('third', minute)).toBe(false)
    pass(1)
    expect(await open('third', minute)).toBe(true)
    expect(await store.openPasswordReset({ tokenHash: 'x', userId: 'grace', lifetime: 1, spacing: 0 })).toBe(false)
  })
}
