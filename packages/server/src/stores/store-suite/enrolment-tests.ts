import { expect, test } from 'vitest'
import { backupTokens, minute, openScene, step, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const user = await scene.signUp()
  return { ...scene, user, session: await scene.openSession(user) }
}

const expired = { ok: false, reason: 'expired' }

export function enrolmentTests(makeStore: MakeStore): void {
  test('an enrolment is found by its session, and is no device yet', async () => {
    const { store, session, begin, now, openSession, user } = await setup(makeStore)
    const { device, created } = await begin(session)
    expect(created).toBe(true)
    const fresh = { counter: -1, failures: 0, lockedUntil: 0, isDefault: false, confirmedAt: null, lastUsedAt: null }
    expect(device).toMatchObject({ ...fresh, secret: 'sealed', createdAt: now(), expiresAt: now() + 10 * minute })
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await store.findEnrolment((await openSession(user)).id)).toBeNull()
    expect(await store.devicesOf('ada')).toEqual([])
    expect(await store.findSession(session.tokenHash)).toMatchObject({ hasDevice: false })
  })

  test('a repeat of the request gets the one under way; another request replaces it', async () => {
    const { store, session, begin, confirmation } = await setup(makeStore)
    const first = await begin(session, 'request')
    expect(await begin(session, 'request')).toEqual({ device: first.device, created: false })
    const second = await begin(session, 'another')
    expect(second.created).toBe(true)
    expect(second.device.id).not.toBe(first.device.id)
    expect(await store.findEnrolment(session.id)).toEqual(second.device)
    expect(await store.confirmEnrolment(confirmation(session, first.device.id))).toEqual(expired)
  })

  test('a session that ended, or of another user, begins nothing', async () => {
    const { store, session, user, openSession, signUp, enrolment } = await setup(makeStore)
    const grace = await openSession(await signUp('grace'))
    expect(await store.beginEnrolment({ ...enrolment(session), sessionId: grace.id })).toBeNull()
    expect(await store.beginEnrolment({ ...enrolment(session), sessionId: 'unknown' })).toBeNull()
    const [ended, gaveWay] = [await openSession(user), await openSession(user)]
    await store.endSession(ended.tokenHash)
    await store.rekeySession(session.id, gaveWay.tokenHash)
    for (const over of [ended, gaveWay]) {
      expect(await store.beginEnrolment(enrolment(over))).toBeNull()
      expect(await store.findEnrolment(over.id)).toBeNull()
    }
    await store.deleteUser('ada')
    expect(await store.beginEnrolment(enrolment(session))).toBeNull()
  })

  test('it lapses at its time; the same request then begins anew', async () => {
    const { store, session, begin, pass, confirmation } = await setup(makeStore)
    const { device } = await begin(session, 'request')
    pass(10 * minute)
    expect(await store.findEnrolment(session.id)).toBeNull()
    expect(await store.confirmEnrolment(confirmation(session, device.id))).toEqual(expired)
    expect(await begin(session, 'request')).toMatchObject({ created: true })
  })

  test('the first device verifies the session, ends everything else and keeps the tokens', async () => {
    const { store, session, user, begin, confirmation, openSession, openPending, now, pass } = await setup(makeStore)
    const [other, pending] = [await openSession(user), await openPending(user)]
    const { device } = await begin(session)
    pass(1000)
    const request = confirmation(session, device.id, { grace: 10_000, tokens: backupTokens('set') })
    const confirmed = await store.confirmEnrolment(request)
    const verified = { id: session.id, verifiedAt: now(), device: { id: device.id }, amr: ['pwd', 'totp'] }
    const { epoch } = user
    expect(confirmed).toMatchObject({ ok: true, first: true, session: { ...verified, user: { epoch: epoch + 1 } } })
    expect(await store.findSession(String(request.tokenHash))).toEqual(confirmed.ok && confirmed.session)
    expect(await store.findSession(session.tokenHash)).toMatchObject({ former: true, verifiedAt: null, amr: ['pwd'] })
    expect(await store.findSession(other.tokenHash)).toBeNull()
    expect(await store.findPending(pending.tokenHash)).toBeNull()
    expect(await store.findEnrolment(session.id)).toBeNull()
    const common = { confirmedAt: now(), expiresAt: null }
    expect(await store.devicesOf('ada')).toMatchObject([
      { ...common, id: device.id, isDefault: true, counter: 1, lastUsedAt: now() },
      { ...common, id: 'holder-set', isDefault: false, lastResort: true, tokenSet: 'set', tokensLeft: 3 },
    ])
  })

  test('a further device ends nobody, is no default and brings no tokens', async () => {
    const { store, session, enrol, openSession, deviceOf } = await setup(makeStore)
    const first = await enrol(session)
    const other = await openSession(first.session.user)
    const second = await enrol(first.session, backupTokens('set'))
    expect(second.session).toMatchObject({ device: { id: second.deviceId }, user: first.session.user })
    expect(await store.findSession(other.tokenHash)).not.toBeNull()
    expect(await deviceOf('ada', second.deviceId)).toMatchObject({ isDefault: false })
    expect(await store.devicesOf('ada')).toHaveLength(2)
  })

  test('a step that was used before the confirmation confirms nothing', async () => {
    const { store, session, begin, confirmation, user } = await setup(makeStore)
    const { device } = await begin(session)
    const tokens = backupTokens('set')
    const request = confirmation(session, device.id, { use: step(-1), tokens })
    expect(await store.confirmEnrolment(request)).toEqual({ ok: false, reason: 'used' })
    expect(await store.findEnrolment(session.id)).toEqual(device)
    expect(await store.findSession(session.tokenHash)).toMatchObject({ user, verifiedAt: null })
    expect(await store.devicesOf('ada')).toEqual([])
  })

  test('only the session that began it confirms it, while it lives', async () => {
    const { store, session, user, begin, confirmation, openSession, signUp } = await setup(makeStore)
    const { device } = await begin(session)
    const other = await openSession(user)
    const grace = await openSession(await signUp('grace'))
    expect(await store.confirmEnrolment(confirmation(other, device.id))).toEqual(expired)
    expect(await store.confirmEnrolment(confirmation(grace, device.id))).toEqual(expired)
    expect(await store.confirmEnrolment(confirmation(session, device.id, { userId: 'grace' }))).toEqual(expired)
    await store.endSession(session.tokenHash)
    expect(await store.confirmEnrolment(confirmation(session, device.id))).toEqual(expired)
    expect(await store.devicesOf('ada')).toEqual([])
  })

  test('the first device of another session ends the enrolments of the rest', async () => {
    const { store, session, user, begin, confirmation, openSession, enrol } = await setup(makeStore)
    const { device } = await begin(session)
    await enrol(await openSession(user))
    expect(await store.confirmEnrolment(confirmation(session, device.id))).toEqual(expired)
  })

  test('after another device was confirmed it takes a fresh session', async () => {
    const { store, session, begin, enrol, confirmation, openSession, pass, now, rotation } = await setup(makeStore)
    const first = await enrol(session)
    const other = await openSession(first.session.user)
    const { device } = await begin(other)
    pass(1)
    await enrol(first.session)
    const request = confirmation(other, device.id)
    expect(await store.confirmEnrolment(request)).toEqual({ ok: false, reason: 'stale' })
    expect(await store.findEnrolment(other.id)).toEqual(device)
    const verified = rotation(other)
    await store.finishStepUp({ ...verified, userId: 'ada', deviceId: first.deviceId, use: step(9), trust: null })
    const stale = { ...request, freshSince: now() + 1 }
    expect(await store.confirmEnrolment(stale)).toEqual({ ok: false, reason: 'stale' })
    expect(await store.confirmEnrolment({ ...request, freshSince: now() })).toMatchObject({ ok: true, first: false })
  })

  test('without another device since, the freshness that began it is enough', async () => {
    const { store, session, begin, enrol, confirmation, pass, now } = await setup(makeStore)
    const first = await enrol(session)
    const { device } = await begin(first.session)
    pass(9 * minute)
    const request = confirmation(first.session, device.id, { freshSince: now() })
    expect(await store.confirmEnrolment(request)).toMatchObject({ ok: true })
    expect(await store.confirmEnrolment(request)).toEqual(expired)
  })
}
