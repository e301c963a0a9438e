import { expect, test } from 'vitest'
import { type MakeStore, setScene } from './scene.ts'

export function userTests(makeStore: MakeStore): void {
  test('now is the time of the clock', async () => {
    const { store, now, wait } = await setScene(makeStore)
    wait(1234)
    expect(await store.now()).toBe(now())
  })

  test('a new user has the defaults of what the app left out', async () => {
    const { store, now } = await setScene(makeStore)
    const made = await store.saveUser({ id: 'ann', identifier: 'ann@example.com' })
    expect(made).toEqual({
      id: 'ann',
      identifier: 'ann@example.com',
      name: null,
      image: null,
      email: null,
      emailVerified: false,
      language: null,
      staff: false,
      disabled: false,
      epoch: now(),
    })
    expect(await store.findUser('ann')).toEqual(made)
    expect(await store.findUser('bob')).toBeNull()
  })

  test('saving again updates the profile and keeps the epoch and whether the user is disabled', async () => {
    const { store, addUser } = await setScene(makeStore)
    await addUser('ann', { name: 'Ann', staff: true })
    const disabled = await store.setDisabled('ann', true)
    const profile = { identifier: 'ann', email: 'ann@example.com', emailVerified: true, language: 'nl', image: '/ann.png' }
    const saved = await store.saveUser({ id: 'ann', ...profile })
    expect(saved).toEqual({ ...disabled, ...profile, name: null, staff: false })
    expect(await store.findUser('ann')).toEqual(saved)
  })

  test('updating changes only what it names', async () => {
    const { store, addUser } = await setScene(makeStore)
    const user = await addUser('ann', { name: 'Ann', language: 'nl' })
    expect(await store.updateUser('ann', { language: 'de', staff: true })).toEqual({ ...user, language: 'de', staff: true })
    expect(await store.updateUser('ann', { name: null })).toMatchObject({ name: null, language: 'de' })
    expect(await store.updateUser('bob', { name: 'Bob' })).toBeNull()
    expect(await store.findUser('bob')).toBeNull()
  })

  test('a new identifier signs in from then on, and the old one is free', async () => {
    const { store } = await setScene(makeStore)
    await store.createPassword({ id: 'ann', identifier: 'ann' }, 'of ann')
    await store.updateUser('ann', { identifier: 'anna' })
    expect(await store.findPassword('ann')).toBeNull()
    expect(await store.findPassword('anna')).toMatchObject({ user: { id: 'ann', identifier: 'anna' }, hash: 'of ann' })

    await store.createPassword({ id: 'bob', identifier: 'ann' }, 'of bob')
    await store.createPassword({ id: 'ann', identifier: 'annie' }, 'of ann')
    await store.updateUser('ann', { identifier: 'anneke' })
    expect(await store.findPassword('ann')).toMatchObject({ user: { id: 'bob' }, hash: 'of bob' })
    expect(await store.findPassword('anneke')).toMatchObject({ user: { id: 'ann' } })
    expect(await store.findPassword('annie')).toBeNull()
  })

  test('an identifier that another user signs in with is refused, and nothing changes', async () => {
    const { store } = await setScene(makeStore)
    await store.createPassword({ id: 'ann', identifier: 'ann' }, 'of ann')
    const bob = await store.createPassword({ id: 'bob', identifier: 'bob' }, 'of bob')
    await expect(store.updateUser('bob', { identifier: 'ann', name: 'Bob' })).rejects.toThrow('another user signs in')
    expect(await store.findUser('bob')).toEqual(bob)
    expect(await store.findPassword('ann')).toMatchObject({ user: { id: 'ann' } })
    expect(await store.findPassword('bob')).toMatchObject({ user: { id: 'bob' } })
  })

  test('an identifier that is only shown takes nobody\'s sign-in', async () => {
    const { store, addUser } = await setScene(makeStore)
    await store.createPassword({ id: 'ann', identifier: 'ann' }, 'of ann')
    await store.createPassword({ id: 'bob', identifier: 'bob' }, 'of bob')
    await addUser('bob', { identifier: 'ann' })
    await store.updateUser('bob', { identifier: 'bobby' })
    expect(await store.findPassword('ann')).toMatchObject({ user: { id: 'ann' } })
    expect(await store.findPassword('bobby')).toMatchObject({ user: { id: 'bob' } })
  })

  test('disabling ends what is signed in and pending, and enabling revives none of it', async () => {
    const { store, addUser, openPending, openSession } = await setScene(makeStore)
    const user = await addUser()
    const { token } = await openSession(user)
    const pending = await openPending(user)
    const disabled = await store.setDisabled('ann', true)
    expect(disabled).toEqual({ ...user, disabled: true, epoch: user.epoch + 1 })
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()

    expect(await store.setDisabled('ann', false)).toEqual({ ...user, epoch: user.epoch + 1 })
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.setDisabled('bob', true)).toBeNull()
  })

  test('nothing that is opened for a disabled user is found', async () => {
    const { store, addUser, openPending, openSession } = await setScene(makeStore)
    await addUser()
    const user = await store.setDisabled('ann', true)
    if (user === null) throw new Error('The user is gone.')
    expect(await store.findPending((await openPending(user)).tokenHash)).toBeNull()
    expect(await store.findSession((await openSession(user)).token)).toBeNull()
  })

  test('deleting takes everything along', async () => {
    const scene = await setScene(makeStore)
    const { store } = scene
    const other = await scene.addUserWithDevice('bob')
    const { token, user, session, device } = await scene.addUserWithDevice('ann', scene.newTokens())
    await store.createPassword(user, 'of ann')
    await store.openPasswordReset({ tokenHash: 'reset', userId: 'ann', lifetime: 1000, spacing: 0 })
    const pending = await scene.openPending(user)
    await scene.begin({ token, user, session })
    await store.deleteUser('ann')

    expect(await store.findUser('ann')).toBeNull()
    expect(await store.findPassword(user.identifier)).toBeNull()
    expect(await store.findPasswordOf('ann')).toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'new' })).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findEnrolment(session.id)).toBeNull()
    expect(await store.devicesOf('ann')).toEqual([])
    expect(await scene.finish(pending, device.id, { kind: 'counter', counter: 9, state: '{}' })).toMatchObject({ ok: false })
    expect(await store.findSession(other.token)).not.toBeNull()
    await store.deleteUser('ann')
  })

  test('what was judged for a deleted user opens nothing for the next one of that id', async () => {
    const { store, addUser, openPending, openSession, wait } = await setScene(makeStore)
    const former = await addUser()
    await store.deleteUser('ann')
    wait(1)
    await addUser()
    expect(await store.findPending((await openPending(former)).tokenHash)).toBeNull()
    expect(await store.findSession((await openSession(former, { epoch: former.epoch })).token)).toBeNull()
  })

  test('endAll ends every session and every pending login of the user, and of nobody else', async () => {
    const { store, addUser, openPending, openSession } = await setScene(makeStore)
    const ann = await addUser('ann')
    const bob = await addUser('bob')
    const tokens = [(await openSession(ann)).token, (await openSession(ann)).token]
    const pending = await openPending(ann)
    const others = [(await openSession(bob)).token, (await openPending(bob)).tokenHash] as const
    await store.endAll('ann')
    for (const token of tokens) expect(await store.findSession(token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findSession(others[0])).not.toBeNull()
    expect(await store.findPending(others[1])).not.toBeNull()
    expect(await store.findUser('ann')).toEqual({ ...ann, epoch: ann.epoch + 1 })
    await store.endAll('nobody')
  })

  test('endAll spares one session, but neither one of somebody else nor one that ended before', async () => {
    const { store, addUser, openSession } = await setScene(makeStore)
    const ann = await addUser('ann')
    const kept = await openSession(ann)
    const ended = await openSession(ann)
    await store.endAll('ann', { exceptSession: kept.session.id })
    expect(await store.findSession(kept.token)).toMatchObject({ id: kept.session.id, user: { epoch: ann.epoch + 1 } })
    expect(await store.findSession(ended.token)).toBeNull()

    await store.endAll('ann', { exceptSession: ended.session.id })
    expect(await store.findSession(kept.token)).toBeNull()
    expect(await store.findSession(ended.token)).toBeNull()

    const strangers = await openSession(await addUser('bob'))
    await store.endAll('ann', { exceptSession: strangers.session.id })
    expect(await store.findSession(strangers.token)).toMatchObject({ user: { epoch: strangers.user.epoch } })
  })
}
