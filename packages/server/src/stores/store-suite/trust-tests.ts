import { expect, test } from 'vitest'
import type { User } from '../records.ts'
import { backupTokens, held, lifetimes, minute, openScene, step, trusting, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  let counter = 100
  async function trust(user: User, deviceId: string, tokenHash: string, replaces: string | null = null) {
    const finished = await scene.login(user, deviceId, step(++counter), trusting(tokenHash, replaces))
    if (!finished.ok) throw new Error(finished.reason)
  }
  /** A login that needs no second step, if this browser is trusted. */
  async function enter(user: User, trustHash: string, tokenHash = scene.name('session')) {
    const opening = { tokenHash, userId: user.id, epoch: user.epoch, amr: ['pwd'], lifetimes }
    const opened = await scene.store.openTrustedSession({ ...opening, trust: held(trustHash) })
    return opened.opened ? opened.session : null
  }
  await trust(person.user, person.deviceId, 'browser')
  return { ...scene, ...person, trust, enter }
}

export function trustTests(makeStore: MakeStore): void {
  test('a browser that is trusted signs in without a second step, and is verified by none', async () => {
    const { store, enter, user } = await setup(makeStore)
    const session = await enter(user, 'browser', 'trusted')
    const trusted = { trusted: true, verifiedAt: null, device: null, hasDevice: true, amr: ['pwd'], user }
    expect(session).toMatchObject(trusted)
    expect(await store.findSession('trusted')).toEqual(session)
    expect(await enter(user, 'browser')).toMatchObject(trusted)
    expect(await store.findTrust('browser')).toEqual({ userId: 'ada' })
  })

  test('a trust is of one user, and lapses', async () => {
    const { store, enter, enrolled, user, pass } = await setup(makeStore)
    const grace = await enrolled('grace')
    expect(await enter(grace.user, 'browser', 'of grace')).toBeNull()
    expect(await enter(user, 'unknown')).toBeNull()
    expect(await store.findTrust('unknown')).toBeNull()
    expect(await store.findSession('of grace')).toBeNull()
    pass(30 * 24 * 60 * minute - 1)
    expect(await enter(user, 'browser')).not.toBeNull()
    expect(await store.findTrust('browser')).not.toBeNull()
    pass(1)
    expect(await enter(user, 'browser')).toBeNull()
    expect(await store.findTrust('browser')).toBeNull()
  })

  test('a token under which a session was filed opens no other on the word of a trust', async () => {
    const { store, enter, user, session } = await setup(makeStore)
    expect(await enter(user, 'browser', session.tokenHash)).toBeNull()
    expect(await store.findSession(session.tokenHash)).toMatchObject({ id: session.id, trusted: false })
  })

  test('an answer that is refused trusts nobody, and leaves what the browser held', async () => {
    const { store, login, user, deviceId, session, rotation, openPending } = await setup(makeStore)
    const next = trusting('next', 'browser')
    expect(await login(user, deviceId, step(1), next)).toEqual({ ok: false, reason: 'used' })
    const stepUp = { ...rotation(session), userId: 'ada', deviceId, use: step(1), trust: next }
    expect(await store.finishStepUp(stepUp)).toEqual({ ok: false, reason: 'used' })
    const pending = await openPending(user, 0)
    const late = { pending, deviceId, use: step(999), trust: next }
    const finished = await store.finishLogin({ ...late, session: { tokenHash: 'late', lifetimes, amr: [] } })
    expect(finished).toEqual({ ok: false, reason: 'expired' })
    expect(await store.findTrust('next')).toBeNull()
    expect(await store.findTrust('browser')).not.toBeNull()
  })

  test('a step-up may trust as well, and the session is then trusted no longer but verified', async () => {
    const { store, enter, user, deviceId, rotation, now } = await setup(makeStore)
    const session = await enter(user, 'browser')
    if (session === null) throw new Error('no session')
    const stepUp = { ...rotation(session), userId: 'ada', deviceId, use: step(200), trust: trusting('next', 'browser') }
    const verified = { id: session.id, trusted: false, verifiedAt: now(), device: { id: deviceId } }
    expect(await store.finishStepUp(stepUp)).toMatchObject({ ok: true, session: verified })
    expect(await store.findTrust('browser')).toBeNull()
    expect(await enter(user, 'next')).toMatchObject({ trusted: true })
  })

  test('one trust a browser, whosever it was; others keep theirs', async () => {
    const { store, trust, enrolled, user, deviceId } = await setup(makeStore)
    const grace = await enrolled('grace')
    await trust(user, deviceId, 'elsewhere')
    await trust(grace.user, grace.deviceId, 'hers', 'browser')
    expect(await store.findTrust('browser')).toBeNull()
    expect(await store.findTrust('hers')).toEqual({ userId: 'grace' })
    expect(await store.findTrust('elsewhere')).toEqual({ userId: 'ada' })
    await trust(user, deviceId, 'again', 'unknown')
    expect(await store.findTrust('hers')).not.toBeNull()
  })

  test('ending one trust ends no other, and no session', async () => {
    const { store, trust, enter, user, deviceId } = await setup(makeStore)
    await trust(user, deviceId, 'elsewhere')
    await enter(user, 'browser', 'trusted')
    await store.endTrust('browser')
    await store.endTrust('unknown')
    expect(await enter(user, 'browser')).toBeNull()
    expect(await enter(user, 'elsewhere')).not.toBeNull()
    expect(await store.findSession('trusted')).toMatchObject({ trusted: true })
  })
}
