import { expect, test } from 'vitest'
import { counter, grace, type MakeStore, schedule, setScene, token } from './scene.ts'

export function confirmEnrolmentTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const signedIn = await scene.openSession(await scene.addUser())
    const begun = await scene.begin(signedIn)
    scene.wait(20_000)
    return { ...scene, ...signedIn, signedIn, begun }
  }

  test('confirms the device, uses the answer up and verifies the session', async () => {
    const { store, user, session, signedIn, begun, confirmation, now } = await setUp()
    await store.countTry({ userId: 'ann', deviceId: begun.id, schedule, enrollingSession: session.id })
    const request = confirmation(signedIn, begun, { tokenHash: 'next', use: counter(7) })
    const verified = {
      ...session,
      user: { ...user, epoch: user.epoch + 1 },
      verifiedAt: now(),
      device: { id: begun.id, method: 'totp', name: 'Phone' },
      amr: ['pwd', 'totp'],
      hasDevice: true,
      now: now(),
    }
    expect(await store.confirmEnrolment(request)).toEqual({ ok: true, first: true, session: verified })
    expect(await store.findSession('next')).toEqual(verified)
    const confirmed = { confirmedAt: now(), isDefault: true, lastUsedAt: now(), expiresAt: null }
    const device = { ...begun, ...confirmed, counter: 7, state: '{"last":7}' }
    expect(await store.devicesOf('ann')).toEqual([device])
    expect(await store.findEnrolment(session.id)).toBeNull()
  })

  test('the answer that confirmed it does not sign in as well', async () => {
    const { store, signedIn, begun, confirmation, openPending, finish } = await setUp()
    const confirmed = await store.confirmEnrolment(confirmation(signedIn, begun, { use: counter(7) }))
    if (!confirmed.ok) throw new Error(confirmed.reason)
    const pending = await openPending(confirmed.session.user)
    expect(await finish(pending, begun.id, counter(7))).toEqual({ ok: false, reason: 'used' })
  })

  test('the first device ends every other session and pending login, and the old token has its grace', async () => {
    const { store, user, token: opened, signedIn, begun, confirmation, openSession, openPending, wait } = await setUp()
    const other = await openSession(user)
    const pending = await openPending(user)
    await store.confirmEnrolment(confirmation(signedIn, begun, { tokenHash: 'next' }))
    expect(await store.findSession(other.token)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findSession('next')).toMatchObject({ former: false })
    expect(await store.findSession(opened)).toMatchObject({ former: true, verifiedAt: null, hasDevice: true })
    wait(grace)
    expect(await store.findSession(opened)).toBeNull()
  })

  test('a further device ends nothing and is not the default', async () => {
    const { store, enrol, signedIn, openSession, openPending } = await setUp()
    const first = await enrol(signedIn)
    const other = await openSession(first.user)
    const pending = await openPending(first.user)
    const second = await enrol(first)
    expect(second.device).toMatchObject({ isDefault: false })
    expect(second.user.epoch).toBe(first.user.epoch)
    expect(second.session).toMatchObject({ device: { id: second.device.id } })
    expect(await store.findSession(other.token)).not.toBeNull()
    expect(await store.findPending(pending.tokenHash)).not.toBeNull()
  })

  test('tokens are kept with the first device only', async () => {
    const { store, signedIn, enrol, newTokens, now } = await setUp()
    const tokens = newTokens()
    const first = await enrol(signedIn, tokens)
    const [, backup] = await store.devicesOf('ann')
    expect(backup).toMatchObject({
      id: tokens.deviceId,
      userId: 'ann',
      method: 'backup',
      name: 'Backup tokens',
      lastResort: true,
      isDefault: false,
      createdAt: now(),
      confirmedAt: now(),
      tokenSet: tokens.tokenSet,
      tokensLeft: 2,
      waitingSet: null,
    })
    await enrol(first, newTokens())
    expect((await store.devicesOf('ann')).filter(({ lastResort }) => lastResort)).toEqual([backup])
  })

  test('an answer that cannot be used up changes nothing', async () => {
    const { store, user, session, token: opened, signedIn, begun, confirmation, openSession, now } = await setUp()
    const other = await openSession(user)
    const refused = { ok: false, reason: 'used' }
    expect(await store.confirmEnrolment(confirmation(signedIn, begun, { use: counter(-1) }))).toEqual(refused)
    expect(await store.confirmEnrolment(confirmation(signedIn, begun, { use: token('set', 'hash') }))).toEqual(refused)
    expect(await store.findEnrolment(session.id)).toEqual(begun)
    expect(await store.findSession(opened)).toEqual({ ...session, now: now() })
    expect(await store.findSession(other.token)).not.toBeNull()
    expect(await store.devicesOf('ann')).toEqual([])
  })

  test('one that was replaced, has lapsed or was confirmed before is over', async () => {
    const { store, signedIn, begun, begin, confirmation, wait } = await setUp()
    const over = { ok: false, reason: 'expired' }
    const second = await begin(signedIn)
    expect(await store.confirmEnrolment(confirmation(signedIn, begun))).toEqual(over)
    wait(600_000)
    expect(await store.confirmEnrolment(confirmation(signedIn, second))).toEqual(over)
    const third = await begin(signedIn)
    expect(await store.confirmEnrolment(confirmation(signedIn, third))).toMatchObject({ ok: true })
    expect(await store.confirmEnrolment(confirmation(signedIn, third, { use: counter(2) }))).toEqual(over)
  })

  test('only the session that began it can confirm it, and only while it lives', async () => {
    const { store, user, token: opened, signedIn, begun, confirmation, openSession, addUser } = await setUp()
    const over = { ok: false, reason: 'expired' }
    const other = await openSession(user)
    const bob = await openSession(await addUser('bob'))
    expect(await store.confirmEnrolment(confirmation(other, begun))).toEqual(over)
    expect(await store.confirmEnrolment(confirmation(bob, begun))).toEqual(over)
    expect(await store.confirmEnrolment(confirmation(signedIn, begun, { userId: 'bob' }))).toEqual(over)
    expect(await store.confirmEnrolment(confirmation(signedIn, begun, { userId: 'nobody' }))).toEqual(over)
    await store.endSession(opened)
    expect(await store.confirmEnrolment(confirmation(signedIn, begun))).toEqual(over)
    expect(await store.devicesOf('ann')).toEqual([])
  })

  test('once another device was confirmed, the session must be fresh', async () => {
    const { store, signedIn, enrol, openSession, begin, confirmation, wait, now } = await setUp()
    const first = await enrol(signedIn)
    const late = await openSession(first.user)
    const begun = await begin(late)
    wait(1000)
    await enrol(first)
    const stale = { ok: false, reason: 'stale' }
    expect(await store.confirmEnrolment(confirmation(late, begun))).toEqual(stale)
    expect(await store.findEnrolment(late.session.id)).toEqual(begun)

    const rotation = { sessionId: late.session.id, tokenHash: 'next', grace }
    await store.finishStepUp({ ...rotation, userId: 'ann', deviceId: first.device.id, use: counter(2) })
    expect(await store.confirmEnrolment(confirmation(late, begun, { freshSince: now() + 1 }))).toEqual(stale)
    expect(await store.confirmEnrolment(confirmation(late, begun, { freshSince: now() }))).toMatchObject({
      ok: true,
      first: false,
    })
  })

  test('a session is not fresh by a device that was removed', async () => {
    const { store, signedIn, enrol, openSession, begin, confirmation, wait } = await setUp()
    const second = await enrol(await enrol(signedIn))
    const keep = { sessionId: second.session.id, tokenHash: null, grace }
    await store.removeDevice({ userId: 'ann', deviceId: second.device.id, keep, confirmedToo: true })
    const begun = await begin(second)
    wait(1000)
    await enrol(await openSession(second.user))
    expect(await store.findSession(second.token)).toMatchObject({ verifiedAt: null, device: null })
    expect(await store.confirmEnrolment(confirmation(second, begun))).toEqual({ ok: false, reason: 'stale' })
  })

  test('what was confirmed before it began asks for nothing more', async () => {
    const { store, signedIn, enrol, openSession, begin, confirmation, wait } = await setUp()
    const first = await enrol(signedIn)
    wait(1000)
    const late = await openSession(first.user)
    const begun = await begin(late)
    expect(await store.confirmEnrolment(confirmation(late, begun))).toMatchObject({ ok: true, first: false })
  })
}
