import { expect, test } from 'vitest'
import { backupTokens, lifetimes, minute, openScene, step, token, type MakeStore } from './open-scene.ts'

export function pendingTests(makeStore: MakeStore): void {
  test('a pending login is handed out with its user and devices, and found the same', async () => {
    const { store, enrolled, openPending, now } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    const pending = await openPending(user)
    const common = { user, amr: ['pwd'], next: '/inbox', firstFactorAt: now(), expiresAt: now() + 10 * minute }
    expect(pending).toMatchObject({ ...common, now: now(), devices: [{ id: deviceId, isDefault: true }] })
    expect(await store.findPending(pending.tokenHash)).toEqual(pending)
    expect(await store.findPending('unknown')).toBeNull()
  })

  test('its devices come default first, then as last used, last resorts at the end', async () => {
    const { store, enrolled, enrol, openPending, pass, login, begin } = await openScene(makeStore)
    const { user, session, deviceId } = await enrolled('ada', backupTokens('set'))
    pass(1)
    const second = await enrol(session)
    pass(1)
    const third = await enrol(second.session)
    pass(1)
    await login(user, second.deviceId, step(5))
    await begin(third.session)
    const order = [deviceId, second.deviceId, third.deviceId, 'holder-set']
    expect((await openPending(user)).devices.map(({ id }) => id)).toEqual(order)
    expect((await store.devicesOf('ada')).map(({ id }) => id)).toEqual(order)
    pass(1)
    await login(user, 'holder-set', token('set', 'one'))
    await login(user, third.deviceId, step(5))
    const later = [deviceId, third.deviceId, second.deviceId, 'holder-set']
    expect((await openPending(user)).devices.map(({ id }) => id)).toEqual(later)
  })

  test('it lapses at its time, or never when it has none', async () => {
    const { store, signUp, openPending, pass } = await openScene(makeStore)
    const user = await signUp()
    const [short, endless] = [await openPending(user), await openPending(user, null)]
    pass(10 * minute - 1)
    expect(await store.findPending(short.tokenHash)).not.toBeNull()
    pass(1)
    expect(await store.findPending(short.tokenHash)).toBeNull()
    pass(1e10)
    expect(await store.findPending(endless.tokenHash)).toMatchObject({ expiresAt: null })
  })

  test('it is over when it is given up, and when the epoch of its first factor is', async () => {
    const { store, signUp, openPending } = await openScene(makeStore)
    const user = await signUp()
    const given = await openPending(user)
    await store.endPending(given.tokenHash)
    await store.endPending('unknown')
    expect(await store.findPending(given.tokenHash)).toBeNull()
    await store.endAll('ada')
    const late = await openPending(user)
    expect(await store.findPending(late.tokenHash)).toBeNull()
  })

  test('without a user there is none', async () => {
    const { store, signUp, now } = await openScene(makeStore)
    await signUp()
    await store.deleteUser('ada')
    const opening = { tokenHash: 'pending', userId: 'ada', epoch: now(), amr: ['pwd'], next: null, lifetime: null }
    expect(await store.openPending(opening)).toBeNull()
    expect(await store.findPending('pending')).toBeNull()
  })

  test('finishing opens a verified session, uses the step up and ends the pending login', async () => {
    const { store, enrolled, openPending, pass, now, deviceOf } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    const pending = await openPending(user)
    pass(5000)
    const session = { tokenHash: 'verified', lifetimes, amr: ['pwd', 'totp'], browser: 'Safari, iPhone' }
    const finished = await store.finishLogin({ pending, deviceId, use: step(7), trust: null, session })
    expect(finished).toEqual({
      ok: true,
      session: {
        id: expect.any(String),
        user,
        createdAt: now(),
        lastSeenAt: now(),
        expiresAt: now() + lifetimes.absolute,
        firstFactorAt: now() - 5000,
        verifiedAt: now(),
        device: { id: deviceId, method: 'totp', name: 'Phone' },
        trusted: false,
        amr: ['pwd', 'totp'],
        browser: 'Safari, iPhone',
        hasDevice: true,
        former: false,
        now: now(),
      },
    })
    expect(await store.findSession('verified')).toEqual(finished.ok && finished.session)
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await deviceOf('ada', deviceId)).toMatchObject({ counter: 7, state: '{"drift":1}', lastUsedAt: now() })
  })

  test('a step that was used, or an older one, leaves the pending login and all else as they were', async () => {
    const { store, enrolled, login, openPending, deviceOf } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    await login(user, deviceId, step(7))
    const before = await deviceOf('ada', deviceId)
    const pending = await openPending(user)
    const session = { tokenHash: 'second', lifetimes, amr: [] }
    for (const counter of [7, 6]) {
      const finished = await store.finishLogin({ pending, deviceId, use: step(counter), trust: null, session })
      expect(finished).toEqual({ ok: false, reason: 'used' })
    }
    expect(await store.findSession('second')).toBeNull()
    expect(await deviceOf('ada', deviceId)).toEqual(before)
    expect(await store.findPending(pending.tokenHash)).toEqual(pending)
    expect(await store.finishLogin({ pending, deviceId, use: step(8), trust: null, session })).toMatchObject({
      ok: true,
    })
  })

  test('a token is used once, counts down, and only of the live set of that device', async () => {
    const { enrolled, login, deviceOf } = await openScene(makeStore)
    const { user, deviceId } = await enrolled('ada', backupTokens('set'))
    await enrolled('grace', backupTokens('other'))
    const used = { ok: false, reason: 'used' }
    expect(await login(user, 'holder-set', token('other', 'one'))).toEqual(used)
    expect(await login(user, 'holder-other', token('other', 'one'))).toEqual(used)
    expect(await login(user, deviceId, token('set', 'one'))).toEqual(used)
    expect(await login(user, 'holder-set', token('set', 'four'))).toEqual(used)
    expect(await deviceOf('ada', 'holder-set')).toMatchObject({ tokensLeft: 3, lastUsedAt: null })
    expect(await login(user, 'holder-set', token('set', 'one'))).toMatchObject({ ok: true })
    expect(await login(user, 'holder-set', token('set', 'one'))).toEqual(used)
    expect(await deviceOf('ada', 'holder-set')).toMatchObject({ tokensLeft: 2 })
  })

  test('no device but a confirmed one of the user finishes a login', async () => {
    const { enrolled, begin, login, store, openPending } = await openScene(makeStore)
    const { user, session } = await enrolled()
    const grace = await enrolled('grace')
    const { device } = await begin(session)
    for (const deviceId of [device.id, grace.deviceId, 'unknown']) {
      const pending = await openPending(user)
      const opening = { tokenHash: `of-${deviceId}`, lifetimes, amr: [] }
      const finished = await store.finishLogin({ pending, deviceId, use: step(9), trust: null, session: opening })
      expect(finished).toEqual({ ok: false, reason: 'used' })
      expect(await store.findPending(pending.tokenHash)).not.toBeNull()
    }
    expect(await login(user, 'unknown', step(9))).toEqual({ ok: false, reason: 'used' })
  })

  test('a login that lapsed, ended or lost its epoch meanwhile does not use the step up', async () => {
    const { store, enrolled, openPending, pass, login } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    const finish = (pending: Awaited<ReturnType<typeof openPending>>) =>
      store.finishLogin({
        pending,
        deviceId,
        use: step(7),
        trust: null,
        session: { tokenHash: 'late', lifetimes, amr: [] },
      })
    const expired = { ok: false, reason: 'expired' }
    const [lapsed, ended, old] = [await openPending(user, 1), await openPending(user), await openPending(user)]
    pass(1)
    await store.endPending(ended.tokenHash)
    expect(await finish(lapsed)).toEqual(expired)
    expect(await finish(ended)).toEqual(expired)
    await store.endAll('ada')
    expect(await finish(old)).toEqual(expired)
    await store.setDisabled('ada', true)
    expect(await finish(old)).toEqual(expired)
    const enabled = await store.setDisabled('ada', false)
    if (enabled === null) throw new Error('no user')
    expect(await login(enabled, deviceId, step(7))).toMatchObject({ ok: true })
  })
}
