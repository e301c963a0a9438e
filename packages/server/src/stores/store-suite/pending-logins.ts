import { expect, test } from 'vitest'
import { counter, type MakeStore, setScene } from './scene.ts'

export function pendingLoginTests(makeStore: MakeStore): void {
  test('a pending login is found as it was opened', async () => {
    const { store, now, addUser, wait } = await setScene(makeStore)
    const user = await addUser()
    const begun = now()
    const opening = { tokenHash: 'pending', userId: 'ann', epoch: user.epoch, amr: ['pwd', 'otp'], next: '/orders?id=1' }
    const opened = await store.openPending({ ...opening, lifetime: 600_000 })
    expect(opened).toEqual({
      tokenHash: 'pending',
      user,
      firstFactorAt: begun,
      expiresAt: begun + 600_000,
      amr: ['pwd', 'otp'],
      next: '/orders?id=1',
      devices: [],
      now: begun,
    })
    wait(1000)
    expect(await store.findPending('pending')).toEqual({ ...opened, now: begun + 1000 })
    expect(await store.findPending('unknown')).toBeNull()
  })

  test('it lapses, unless it never does', async () => {
    const { store, addUser, openPending, wait } = await setScene(makeStore)
    const user = await addUser()
    const pending = await openPending(user, 600_000)
    const lasting = await openPending(user, null)
    expect(lasting.expiresAt).toBeNull()
    wait(599_999)
    expect(await store.findPending(pending.tokenHash)).not.toBeNull()
    wait(1)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    wait(10 * 365 * 86_400_000)
    expect(await store.findPending(lasting.tokenHash)).toMatchObject({ expiresAt: null })
  })

  test('ending one leaves the others', async () => {
    const { store, addUser, openPending } = await setScene(makeStore)
    const user = await addUser()
    const ended = await openPending(user)
    const other = await openPending(user)
    await store.endPending(ended.tokenHash)
    await store.endPending('unknown')
    expect(await store.findPending(ended.tokenHash)).toBeNull()
    expect(await store.findPending(other.tokenHash)).not.toBeNull()
  })

  test('it is not found under an epoch that is over', async () => {
    const { store, addUser, openPending } = await setScene(makeStore)
    const user = await addUser()
    await store.endAll('ann')
    expect(await store.findPending((await openPending(user)).tokenHash)).toBeNull()
  })

  test('none opens for a user who is gone', async () => {
    const { store, addUser, openPending } = await setScene(makeStore)
    const user = await addUser()
    await store.deleteUser('ann')
    await expect(openPending(user)).rejects.toThrow('the user is gone')
  })

  test('it shows the user as they are now', async () => {
    const { store, addUser, openPending } = await setScene(makeStore)
    const pending = await openPending(await addUser())
    await store.updateUser('ann', { name: 'Ann' })
    expect(await store.findPending(pending.tokenHash)).toMatchObject({ user: { name: 'Ann' } })
  })

  test('its devices are confirmed: the default first, then the last used, the last resort at the end', async () => {
    const scene = await setScene(makeStore)
    const first = await scene.addUserWithDevice('ann', scene.newTokens())
    scene.wait(1000)
    const second = await scene.enrol(first)
    scene.wait(1000)
    const third = await scene.enrol(second)
    await scene.begin(third)
    const ids = async () => {
      const pending = await scene.store.findPending((await scene.openPending(third.user)).tokenHash)
      return pending?.devices.map(({ id, lastResort }) => (lastResort ? 'last resort' : id))
    }
    expect(await ids()).toEqual([first.device.id, third.device.id, second.device.id, 'last resort'])

    scene.wait(1000)
    await scene.finish(await scene.openPending(third.user), second.device.id, counter(2))
    expect(await ids()).toEqual([first.device.id, second.device.id, third.device.id, 'last resort'])
    expect((await scene.store.devicesOf('ann')).map(({ isDefault }) => isDefault)).toEqual([true, false, false, false])
  })

  test('what it showed stays as it was', async () => {
    const scene = await setScene(makeStore)
    const { user, device } = await scene.addUserWithDevice()
    const pending = await scene.openPending(user)
    const shown = structuredClone(pending)
    await scene.finish(pending, device.id, counter(2))
    await scene.store.updateUser('ann', { name: 'Ann' })
    expect(pending).toEqual(shown)
  })
}
