import { expect, test } from 'vitest'
import { never } from '../never.ts'
import { atOnce, patience } from './at-once.ts'
import { lifetimes, minute, openScene, step, trusting, type MakeStore } from './open-scene.ts'

const day = 24 * 60 * minute
const limit = 100
const nothing = { rows: 0, more: false }

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled()
  const openHost = async (tokenHash: string) =>
    await scene.store.openSession({ tokenHash, userId: 'ada', epoch: person.user.epoch, amr: [], lifetimes: null })
  const refile = async (tokenHash: string) =>
    await scene.store.openSession({ tokenHash, userId: 'ada', epoch: person.user.epoch, amr: [], lifetimes })
  return { ...scene, ...person, openHost, refile }
}

type Setup = Awaited<ReturnType<typeof setup>>

/** What leaves one row that is over ten minutes later, and one that is not. */
const leaving: Record<string, (setup: Setup) => Promise<unknown>> = {
  'a pending login': async ({ openPending, user }) => [await openPending(user), await openPending(user, null)],
  'a reset of a password': async ({ store, user }) => {
    await store.createPassword(user, 'hash')
    const reset = { userId: 'ada', spacing: 0 }
    await store.openPasswordReset({ ...reset, tokenHash: 'over', lifetime: 10 * minute })
    await store.openPasswordReset({ ...reset, tokenHash: 'live', lifetime: 11 * minute })
  },
  'a trust': async ({ login, user, deviceId }) => {
    await login(user, deviceId, step(8), { ...trusting('over'), lifetime: 10 * minute })
    await login(user, deviceId, step(9), trusting('live'))
  },
  'a code that was sent': async ({ send, deviceId }) => {
    await send(deviceId, 'over', 'code')
    await send(deviceId, 'live', 'code', { lifetime: 11 * minute })
    await send(deviceId, 'holding back the next', 'code', { spacing: 11 * minute })
  },
  'a code that is being sent': async ({ open, deviceId }) => {
    await open(deviceId, 'over', 'code')
    await open(deviceId, 'leased', 'code', { lease: 11 * minute })
  },
  'an enrolment': async ({ begin, openSession, user, store, enrolment }) => {
    await begin(await openSession(user))
    await store.beginEnrolment({ ...enrolment(await openSession(user)), lifetime: 11 * minute })
  },
  'a budget': ({ store }) =>
    store.chargeBudgets([
      { subject: 'over', window: 10 * minute },
      { subject: 'live', window: 11 * minute },
      { subject: 'holding back the next', window: 1000, spacing: [11 * minute] },
    ]),
}

export function purgeTests(makeStore: MakeStore): void {
  test.each(Object.entries(leaving))('%s is purged once it is over, and not before', async (_, leave) => {
    const scene = await setup(makeStore)
    const { store, pass } = scene
    await leave(scene)
    pass(10 * minute - 1)
    expect(await store.purge({ limit })).toEqual(nothing)
    pass(1)
    expect(await store.purge({ limit })).toEqual({ rows: 1, more: false })
    expect(await store.purge({ limit })).toEqual(nothing)
  })

  test('what is live is found as before', async () => {
    const scene = await setup(makeStore)
    const { store, session, user, deviceId, login, openPending, begin, send, pass } = scene
    await login(user, deviceId, step(9), trusting('browser'))
    const pending = await openPending(user)
    const { device } = await begin(session)
    await send(deviceId, 'login', 'code')
    pass(10 * minute - 1)
    const find = () =>
      Promise.all([
        store.findSession(session.tokenHash),
        store.findPending(pending.tokenHash),
        store.findTrust('browser'),
        store.findEnrolment(session.id),
        store.findChallenge('login'),
        store.devicesOf('ada'),
      ])
    const before = await find()
    expect(before).toMatchObject([
      { id: session.id },
      { user },
      { userId: 'ada' },
      { id: device.id },
      { deviceId },
      [{}],
    ])
    expect(await store.purge({ limit })).toEqual(nothing)
    expect(await find()).toEqual(before)
  })

  test('so many rows of each table go at a time, and whether that was all is said', async () => {
    const { store, user, openPending, pass } = await setup(makeStore)
    for (let index = 0; index < 5; index++) {
      await openPending(user)
      await store.chargeBudgets([{ subject: `number ${index}`, window: minute }])
    }
    pass(10 * minute)
    expect(await store.purge({ limit: 2 })).toEqual({ rows: 4, more: true })
    expect(await store.purge({ limit: 2 })).toEqual({ rows: 4, more: true })
    expect(await store.purge({ limit: 2 })).toEqual({ rows: 2, more: false })
  })

  test('the token of a session that ended, or whose epoch is over, is refused for a day longer than it could idle', async () => {
    const { store, user, session, openSession, pass, refile } = await setup(makeStore)
    const [ended, over] = [await openSession(user), await openSession(user)]
    await store.endSession(ended.tokenHash)
    await store.endAll('ada', { exceptSession: session.id })
    pass(lifetimes.idle - 1)
    await store.touchSession(session.id, lifetimes.idle)
    pass(day)
    expect(await store.purge({ limit })).toEqual(nothing)
    expect(await refile(ended.tokenHash)).toBeNull()
    expect(await refile(over.tokenHash)).toBeNull()
    pass(1)
    // With the token before the device was confirmed.
    expect(await store.purge({ limit })).toEqual({ rows: 3, more: false })
    expect(await refile(ended.tokenHash)).not.toBeNull()
    expect(await refile(over.tokenHash)).not.toBeNull()
    expect(await refile(session.tokenHash)).toBeNull()
  })

  test('a session of a host goes 90 days after it was last seen, whether it was ended or not', async () => {
    const { store, user, openHost, pass } = await setup(makeStore)
    const [seen, unseen] = [await openHost('seen'), await openHost('unseen')]
    await openHost('ended')
    await store.endSession('ended')
    const moved = await openHost('before')
    await store.rekeySession(moved?.id ?? '', 'after')
    pass(90 * day - 1)
    await store.purge({ limit })
    await store.touchSession(seen?.id ?? '', 0)
    await store.touchSession(moved?.id ?? '', 0)
    for (const known of ['seen', 'unseen', 'ended', 'before', 'after']) expect(await openHost(known)).toBeNull()
    expect(await store.findSession('unseen')).toMatchObject({ id: unseen?.id, expiresAt: never })
    pass(1)
    expect(await store.purge({ limit })).toEqual({ rows: 3, more: false })
    expect(await store.findSession('unseen')).toBeNull()
    for (const gone of ['unseen', 'ended', 'before']) {
      expect(await openHost(gone)).toMatchObject({ user, verifiedAt: null })
    }
    for (const known of ['seen', 'after']) expect(await openHost(known)).toBeNull()
    expect(await store.findSession('seen')).toMatchObject({ id: seen?.id })
    expect(await store.findSession('after')).toMatchObject({ id: moved?.id })
  })

  test('what a session began to enrol goes along with it', async () => {
    const { store, openHost, begin, pass } = await setup(makeStore)
    const session = await openHost('host')
    if (session === null) throw new Error('no session')
    pass(90 * day - 1)
    await store.purge({ limit })
    await begin(session)
    pass(1)
    expect(await store.purge({ limit })).toEqual({ rows: 1, more: false })
    expect(await store.findEnrolment(session.id)).toBeNull()
    pass(10 * minute)
    expect(await store.purge({ limit })).toEqual(nothing)
  })

  test('many purges at once, beside sign-ins, take each row once and nothing that is live', patience, async () => {
    const { store, user, deviceId, openPending, login, pass } = await setup(makeStore)
    const over = 60
    for (let index = 0; index < over; index++) await openPending(user)
    pass(10 * minute)
    const [purges, logins] = await Promise.all([
      atOnce(() => store.purge({ limit: 10 }), 16),
      atOnce((index) => login(user, deviceId, step(100 + index)), 1),
    ])
    expect(logins).toMatchObject([{ ok: true }])
    let rows = purges.reduce((sum, purged) => sum + purged.rows, 0)
    expect(rows).toBeGreaterThanOrEqual(10)
    for (let more = true; more;) {
      const purged = await store.purge({ limit: 10 })
      rows += purged.rows
      more = purged.more
    }
    expect(rows).toBe(over)
  })
}
