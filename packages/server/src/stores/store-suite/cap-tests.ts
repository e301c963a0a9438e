import { expect, test } from 'vitest'
import { caps } from '../caps.ts'
import { atOnce, patience } from './at-once.ts'
import { backupTokens, minute, openScene, step, trusting, type MakeStore } from './open-scene.ts'

const over = 10

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  await scene.store.endAll('ada')
  const user = await scene.signUp()
  const grace = await scene.enrolled('grace')
  /** One after another, each later than the one before. */
  async function inTurn<T>(count: number, make: (index: number) => Promise<T>): Promise<readonly T[]> {
    const made: T[] = []
    for (let index = 0; index < count; index++) {
      scene.pass(1)
      made.push(await make(index))
    }
    return made
  }
  const openHost = (tokenHash: string) =>
    scene.store.openSession({ tokenHash, userId: 'ada', epoch: user.epoch, amr: [], lifetimes: null })
  /** So many devices, two of them there already. */
  async function fill(devices: number) {
    let { session } = await scene.enrol(await scene.openSession(user))
    for (let index = 2; index < devices; index++) ({ session } = await scene.enrol(session))
    return session
  }
  const liveOf = async (find: 'findPending' | 'findSession' | 'findTrust', hashes: readonly string[]) =>
    (await Promise.all(hashes.map((hash) => scene.store[find](hash)))).map((found) => found !== null)
  return { ...scene, user, deviceId: person.deviceId, grace, inTurn, openHost, fill, liveOf }
}

/** The first ten of them went. */
const theNewest = (cap: number) => Array.from({ length: cap + over }, (_, index) => index >= over)
const hashOf = ({ tokenHash }: { readonly tokenHash: string }) => tokenHash

export function capTests(makeStore: MakeStore): void {
  test(`of the pending logins of a user the newest ${caps.pendings} stay`, patience, async () => {
    const { store, user, grace, inTurn, openPending, liveOf } = await setup(makeStore)
    const other = await openPending(grace.user)
    const opened = await inTurn(caps.pendings + over, () => openPending(user, null))
    expect(await liveOf('findPending', opened.map(hashOf))).toEqual(theNewest(caps.pendings))
    expect(await store.findPending(other.tokenHash)).not.toBeNull()
  })

  test(`of the sessions of a user the ${caps.sessions} last seen stay`, patience, async () => {
    const { store, user, grace, inTurn, openSession, liveOf, pass } = await setup(makeStore)
    const first = await openSession(user)
    const opened = await inTurn(caps.sessions - 1, () => openSession(user))
    pass(1)
    await store.touchSession(first.id, minute)
    const further = await inTurn(over, () => openSession(user))
    const hashes = [...opened, first, ...further].map(hashOf)
    expect(await liveOf('findSession', hashes)).toEqual(theNewest(caps.sessions))
    expect(await store.findSession(grace.session.tokenHash)).not.toBeNull()
    // What was ended is not filed again.
    const [ended = ''] = hashes
    const opening = { userId: 'ada', epoch: user.epoch, amr: [], lifetimes: null }
    expect(await store.openSession({ ...opening, tokenHash: ended })).toBeNull()
  })

  test('a pending login makes room for its session, which ends none', patience, async () => {
    const { store, user, deviceId, inTurn, openSession, openPending, login, liveOf } = await setup(makeStore)
    const opened = await inTurn(caps.sessions, () => openSession(user))
    await openPending(user)
    await openPending(user)
    const live = opened.map((_, index) => index >= 1)
    expect(await liveOf('findSession', opened.map(hashOf))).toEqual(live)
    expect(await login(user, deviceId, step(9))).toMatchObject({ ok: true })
    expect(await liveOf('findSession', opened.map(hashOf))).toEqual(live)
    expect(await store.sessionsOf('ada')).toHaveLength(caps.sessions)
  })

  test('a session of a host is forgotten instead of ended, as its host goes on with it', patience, async () => {
    const { store, inTurn, openHost } = await setup(makeStore)
    const names = Array.from({ length: caps.sessions + 1 }, (_, index) => `host ${index}`)
    await inTurn(names.length, (index) => openHost(names[index] ?? ''))
    expect(await store.findSession('host 0')).toBeNull()
    expect(await store.findSession('host 1')).not.toBeNull()
    expect(await openHost('host 0')).toMatchObject({ user: { id: 'ada' }, verifiedAt: null })
    expect(await store.sessionsOf('ada')).toHaveLength(caps.sessions)
    expect(await store.findSession('host 1')).toBeNull()
  })

  test(`of the trusts of a user the newest ${caps.trusts} stay`, patience, async () => {
    const { store, user, deviceId, grace, inTurn, login, liveOf, name } = await setup(makeStore)
    await login(grace.user, grace.deviceId, step(9), trusting('of grace'))
    const hashes = await inTurn(caps.trusts + over, async (index) => {
      const tokenHash = name('browser')
      await login(user, deviceId, step(10 + index), trusting(tokenHash))
      return tokenHash
    })
    expect(await liveOf('findTrust', hashes)).toEqual(theNewest(caps.trusts))
    expect(await store.findTrust('of grace')).not.toBeNull()
  })

  test(
    `a user has ${caps.devices} devices, and last resorts beside them; a further one is refused`,
    patience,
    async () => {
      const { store, fill, enrol, enrolment, rotation, deviceId } = await setup(makeStore)
      const almost = await fill(caps.devices - 1)
      const { session } = await enrol(almost)
      const one = enrolment(session)
      expect(await store.beginEnrolment(one)).toBe('conflict')
      expect(await store.findEnrolment(session.id)).toBeNull()
      const lastResort = { ...one, device: { ...one.device, lastResort: true } }
      expect(await store.beginEnrolment(lastResort)).toMatchObject({ created: true })
      const { length } = await store.devicesOf('ada')
      expect(length).toBe(caps.devices + 1)
      const removal = { userId: 'ada', deviceId: session.device?.id ?? deviceId, confirmedToo: true }
      const keep = rotation(session)
      expect(await store.removeDevice({ ...removal, keep })).toBe('removed')
      expect(await store.beginEnrolment(enrolment(session))).toMatchObject({ created: true })
    },
  )

  test('of many enrolments that would go beyond that one is confirmed', patience, async () => {
    const { store, user, fill, openSession, begin, confirmation } = await setup(makeStore)
    const session = await fill(caps.devices - 1)
    const sessions = [session, ...(await atOnce(() => openSession(user), 7))]
    const begun = await Promise.all(sessions.map((one) => begin(one)))
    const confirmed = await Promise.all(
      begun.map(({ device }, index) => store.confirmEnrolment(confirmation(sessions[index] ?? session, device.id))),
    )
    expect(confirmed.filter(({ ok }) => ok)).toHaveLength(1)
    expect(confirmed.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 7 }, () => ({ ok: false, reason: 'expired' })),
    )
    expect(await store.devicesOf('ada')).toHaveLength(caps.devices + 1)
  })

  test('many at once at the cap leave as many as there may be, the new ones among them', patience, async () => {
    const { store, user, inTurn, openPending, openSession, liveOf, pass } = await setup(makeStore)
    const pendings = await inTurn(caps.pendings, () => openPending(user, null))
    pass(1)
    const later = await atOnce(() => openPending(user, null), 32)
    const all = [...pendings, ...later]
    const expected = all.map((_, index) => index >= 32)
    expect(await liveOf('findPending', all.map(hashOf))).toEqual(expected)

    const sessions = await inTurn(caps.sessions, () => openSession(user))
    pass(1)
    const signedIn = await atOnce(() => openSession(user), 32)
    expect(await liveOf('findSession', sessions.map(hashOf))).toEqual(sessions.map((_, index) => index >= 32))
    expect(await liveOf('findSession', signedIn.map(hashOf))).toEqual(signedIn.map(() => true))
    expect(await store.sessionsOf('ada')).toHaveLength(caps.sessions)
  })
}
