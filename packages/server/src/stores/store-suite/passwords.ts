import { expect, test } from 'vitest'
import { grace, type MakeStore, setScene } from './scene.ts'

export function passwordTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const profile = { id: 'ann', identifier: 'ann', name: 'Ann' }
    const user = await scene.store.createPassword(profile, 'first')
    if (user === null) throw new Error('The identifier was free.')
    const reset = async (tokenHash: string, spacing = 0) =>
      await scene.store.openPasswordReset({ tokenHash, userId: 'ann', lifetime: 1_800_000, spacing })
    return { ...scene, profile, user, reset }
  }

  test('a password is found by its identifier and by its user', async () => {
    const { store, user, addUser } = await setUp()
    expect(user).toMatchObject({ id: 'ann', identifier: 'ann', name: 'Ann', disabled: false })
    expect(await store.findPassword('ann')).toEqual({ user, hash: 'first' })
    expect(await store.findPassword('bob')).toBeNull()
    expect(await store.findPasswordOf('ann')).toBe('first')
    await addUser('bob')
    expect(await store.findPasswordOf('bob')).toBeNull()
    expect(await store.findPassword('bob@example.com')).toBeNull()
  })

  test('an identifier that is taken makes no password and no user', async () => {
    const { store, user } = await setUp()
    expect(await store.createPassword({ id: 'bob', identifier: 'ann' }, 'of bob')).toBeNull()
    expect(await store.findUser('bob')).toBeNull()
    expect(await store.findPassword('ann')).toEqual({ user, hash: 'first' })
  })

  test('an identifier that is taken leaves the user who asked for it as they were', async () => {
    const { store } = await setUp()
    const bob = await store.createPassword({ id: 'bob', identifier: 'bob' }, 'of bob')
    expect(await store.createPassword({ id: 'bob', identifier: 'ann', name: 'Bob' }, 'new')).toBeNull()
    expect(await store.findPassword('bob')).toEqual({ user: bob, hash: 'of bob' })
  })

  test('creating again sets the password and the identifier', async () => {
    const { store, profile } = await setUp()
    const user = await store.createPassword({ ...profile, identifier: 'anna' }, 'second')
    expect(await store.findPassword('anna')).toEqual({ user, hash: 'second' })
    expect(await store.findPassword('ann')).toBeNull()
  })

  test('replacing ends everything of the user, open resets too', async () => {
    const { store, user, openPending, openSession, reset } = await setUp()
    const { token } = await openSession(user)
    const pending = await openPending(user)
    await reset('reset')
    expect(await store.replacePassword({ userId: 'ann', hash: 'second' })).toBe(true)
    expect(await store.findPasswordOf('ann')).toBe('second')
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'third' })).toBeNull()
    expect(await store.findPasswordOf('ann')).toBe('second')
  })

  test('replacing keeps the session that asks, under a new token', async () => {
    const { store, user, openSession } = await setUp()
    const kept = await openSession(user)
    const other = await openSession(user)
    const keep = { sessionId: kept.session.id, tokenHash: 'next', grace }
    expect(await store.replacePassword({ userId: 'ann', hash: 'second', keep })).toBe(true)
    expect(await store.findSession('next')).toMatchObject({ id: kept.session.id, former: false })
    expect(await store.findSession(kept.token)).toMatchObject({ id: kept.session.id, former: true })
    expect(await store.findSession(other.token)).toBeNull()
  })

  test('replacing does nothing once the session that asks has ended', async () => {
    const { store, user, openSession } = await setUp()
    const asking = await openSession(user)
    const other = await openSession(user)
    await store.endSession(asking.token)
    const keep = { sessionId: asking.session.id, tokenHash: 'next', grace }
    expect(await store.replacePassword({ userId: 'ann', hash: 'second', keep })).toBe(false)
    expect(await store.findPasswordOf('ann')).toBe('first')
    expect(await store.findSession(other.token)).not.toBeNull()
    expect(await store.findSession('next')).toBeNull()
  })

  test('replacing does nothing for a user without a password', async () => {
    const { store, addUser, openSession } = await setUp()
    const { token } = await openSession(await addUser('bob'))
    expect(await store.replacePassword({ userId: 'bob', hash: 'new' })).toBe(false)
    expect(await store.replacePassword({ userId: 'nobody', hash: 'new' })).toBe(false)
    expect(await store.findPasswordOf('bob')).toBeNull()
    expect(await store.findSession(token)).not.toBeNull()
  })

  test('a reset sets the password, ends everything and is used up', async () => {
    const { store, user, openPending, openSession, reset } = await setUp()
    const { token } = await openSession(user)
    const pending = await openPending(user)
    expect(await reset('reset')).toBe(true)
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'second' })).toEqual({ ...user, epoch: user.epoch + 1 })
    expect(await store.findPasswordOf('ann')).toBe('second')
    expect(await store.findSession(token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'third' })).toBeNull()
    expect(await store.findPasswordOf('ann')).toBe('second')
  })

  test('using one reset closes the others', async () => {
    const { store, reset } = await setUp()
    await reset('reset 1')
    await reset('reset 2')
    expect(await store.usePasswordReset({ tokenHash: 'reset 2', hash: 'second' })).not.toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'reset 1', hash: 'third' })).toBeNull()
  })

  test('a reset lapses', async () => {
    const { store, reset, wait } = await setUp()
    await reset('reset')
    wait(1_800_000)
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'second' })).toBeNull()
    expect(await store.usePasswordReset({ tokenHash: 'unknown', hash: 'second' })).toBeNull()
    expect(await store.findPasswordOf('ann')).toBe('first')
  })

  test('a reset within the spacing of the last one is not kept', async () => {
    const { store, reset, wait } = await setUp()
    expect(await reset('reset 1', 60_000)).toBe(true)
    wait(59_999)
    expect(await reset('reset 2', 60_000)).toBe(false)
    expect(await store.usePasswordReset({ tokenHash: 'reset 2', hash: 'second' })).toBeNull()
    wait(1)
    expect(await reset('reset 3', 60_000)).toBe(true)
    expect(await store.usePasswordReset({ tokenHash: 'reset 3', hash: 'second' })).not.toBeNull()
    expect(await reset('reset 4', 60_000)).toBe(false)
  })

  test('a user without a password has nothing to reset', async () => {
    const { store, addUser } = await setUp()
    await addUser('bob')
    for (const userId of ['bob', 'nobody']) {
      expect(await store.openPasswordReset({ tokenHash: userId, userId, lifetime: 1000, spacing: 0 })).toBe(false)
      expect(await store.usePasswordReset({ tokenHash: userId, hash: 'new' })).toBeNull()
    }
  })

  test('a reset of a disabled user changes nothing', async () => {
    const { store, reset } = await setUp()
    await reset('reset')
    await store.setDisabled('ann', true)
    expect(await store.usePasswordReset({ tokenHash: 'reset', hash: 'second' })).toBeNull()
    expect(await store.findPasswordOf('ann')).toBe('first')
  })
}
