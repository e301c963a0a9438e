import { expect, test } from 'vitest'
import { openScene, type MakeStore } from './open-scene.ts'

export function userTests(makeStore: MakeStore): void {
  test('the store tells the time of its clock', async () => {
    const { store, now, pass } = await openScene(makeStore)
    expect(await store.now()).toBe(now())
    pass(5)
    expect(await store.now()).toBe(now())
  })

  test('a saved user is found, with what was left out as null or false', async () => {
    const { store } = await openScene(makeStore)
    expect(await store.findUser('ada')).toBeNull()
    const saved = await store.saveUser({ id: 'ada', identifier: 'ada@example.com', name: 'Ada', staff: true })
    const rest = { image: null, email: null, emailVerified: false, language: null, staff: true, disabled: false }
    const user = { id: 'ada', identifier: 'ada@example.com', name: 'Ada', ...rest }
    expect(saved).toEqual({ ...user, epoch: expect.any(Number) })
    expect(await store.findUser('ada')).toEqual(saved)
  })

  test('saving again replaces the profile and keeps epoch and disabled', async () => {
    const { store, signUp } = await openScene(makeStore)
    const { epoch } = await signUp()
    await store.setDisabled('ada', true)
    const saved = await store.saveUser({ id: 'ada', identifier: 'countess', emailVerified: true })
    expect(saved).toMatchObject({ identifier: 'countess', emailVerified: true, disabled: true, epoch: epoch + 1 })
  })

  test('two users may be shown by the same identifier', async () => {
    const { store } = await openScene(makeStore)
    await store.saveUser({ id: 'one', identifier: 'same' })
    expect(await store.saveUser({ id: 'two', identifier: 'same' })).toMatchObject({ id: 'two', identifier: 'same' })
  })

  test('everybody of a name is found, be it their id or what they sign in as', async () => {
    const { store } = await openScene(makeStore)
    const one = await store.saveUser({ id: 'one', identifier: 'same' })
    const same = await store.saveUser({ id: 'same', identifier: 'two' })
    const three = await store.saveUser({ id: 'three', identifier: 'three' })
    expect(await store.usersNamed('same')).toEqual([one, same])
    expect(await store.usersNamed('two')).toEqual([same])
    expect(await store.usersNamed('three')).toEqual([three])
    for (const nobody of ['Same', 'sam', '']) expect(await store.usersNamed(nobody)).toEqual([])
    await store.updateUser('one', { identifier: 'other' })
    expect(await store.usersNamed('same')).toEqual([same])
    await store.deleteUser('same')
    expect(await store.usersNamed('same')).toEqual([])
  })

  test('an update changes what it names and nothing else', async () => {
    const { store } = await openScene(makeStore)
    const saved = await store.saveUser({ id: 'ada', identifier: 'ada', name: 'Ada', language: 'nl' })
    expect(await store.updateUser('ada', { name: null, staff: true })).toEqual({ ...saved, name: null, staff: true })
    expect(await store.findUser('ada')).toEqual({ ...saved, name: null, staff: true })
    expect(await store.updateUser('nobody', { name: 'N' })).toBeNull()
  })

  test('disabling ends everything; enabling brings nothing back', async () => {
    const { store, enrolled, openPending, expectEnded } = await openScene(makeStore)
    const { user, session } = await enrolled()
    const pending = await openPending(user)
    expect(await store.setDisabled('ada', true)).toEqual({ ...user, disabled: true, epoch: user.epoch + 1 })
    await expectEnded(session.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.setDisabled('ada', false)).toEqual({ ...user, disabled: false, epoch: user.epoch + 1 })
    await expectEnded(session.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.setDisabled('nobody', true)).toBeNull()
  })

  test('a session that is opened while its user is disabled opens nothing', async () => {
    const { store, signUp, openSession, openPending } = await openScene(makeStore)
    await signUp()
    const user = await store.setDisabled('ada', true)
    if (user === null) throw new Error('no user')
    const { tokenHash } = await openSession(user)
    const pending = await openPending(user)
    expect(await store.findSession(tokenHash)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
  })

  test('deleting takes everything along, and a later user of that id starts anew', async () => {
    const { store, enrolled, openPending, signUp, pass, expectEnded } = await openScene(makeStore)
    const { user, session } = await enrolled()
    await store.createPassword(user, 'hash')
    const pending = await openPending(user)
    await store.openPasswordReset({ tokenHash: 'reset', userId: 'ada', lifetime: 1000, spacing: 0 })
    await store.deleteUser('ada')
    expect(await store.findUser('ada')).toBeNull()
    pass(1000)
    const again = await signUp('ada')
    expect(again.epoch).not.toBe(user.epoch)
    await expectEnded(session.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.devicesOf('ada')).toEqual([])
    expect(await store.findPasswordOf('ada')).toBeNull()
    expect(await store.findPassword(user.identifier)).toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'mine' })).toBeNull()
    await store.deleteUser('nobody')
  })

  test('ending all spares the one session, and no other user', async () => {
    const { store, signUp, openSession, openPending, expectEnded } = await openScene(makeStore)
    const user = await signUp()
    const [kept, ended, grace] = [
      await openSession(user),
      await openSession(user),
      await openSession(await signUp('grace')),
    ]
    const pending = await openPending(user)
    await store.endAll('ada', { exceptSession: kept.id })
    await expectEnded(ended.tokenHash)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    const epoch = user.epoch + 1
    expect(await store.findSession(kept.tokenHash)).toMatchObject({ id: kept.id, user: { ...user, epoch } })
    expect(await store.findSession(grace.tokenHash)).not.toBeNull()
    await store.endAll('ada')
    await expectEnded(kept.tokenHash)
    await store.endAll('nobody')
  })

  test('a session that ended is not brought back by being spared, nor is one of another user', async () => {
    const { store, signUp, openSession } = await openScene(makeStore)
    const session = await openSession(await signUp())
    const grace = await openSession(await signUp('grace'))
    await store.endAll('ada')
    await store.endAll('ada', { exceptSession: session.id })
    await store.endAll('grace', { exceptSession: session.id })
    expect(await store.findSession(session.tokenHash)).toBeNull()
    expect(await store.findSession(grace.tokenHash)).toBeNull()
  })

  test('what was handed out and what was handed in are nobody else’s', async () => {
    const { store, signUp, now } = await openScene(makeStore)
    const user = await signUp()
    const amr = ['pwd']
    const opening = { tokenHash: 'hash', userId: 'ada', epoch: user.epoch, amr, lifetimes: null, firstFactorAt: now() }
    const session = await store.openSession(opening)
    amr.push('forged')
    Object.assign(user, { staff: true })
    if (session !== null) {
      Object.assign(session.user, { staff: true })
      Object.assign(session, { verifiedAt: now() })
    }
    expect(await store.findSession('hash')).toMatchObject({ amr: ['pwd'], verifiedAt: null, user: { staff: false } })
    expect(await store.findUser('ada')).toMatchObject({ staff: false })
  })
}
