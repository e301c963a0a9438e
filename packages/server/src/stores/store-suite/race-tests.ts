import { expect, test } from 'vitest'
import type { Finished, Use } from '../store-requests.ts'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { backupTokens, lifetimes, openScene, schedule, step, token, type MakeStore, type Scene } from './open-scene.ts'

const outcome = (finished: Finished) => (finished.ok ? 'ok' : finished.reason)

function count<T>(answers: readonly T[]): ReadonlyMap<T, number> {
  return new Map([...new Set(answers)].map((answer) => [answer, answers.filter((other) => other === answer).length]))
}

/** As many logins as there are, all finished with the same answer. */
async function raceLogins({ store, openPending, name }: Scene, deviceId: string, use: Use) {
  const user = await store.findUser('ada')
  if (user === null) throw new Error('no user')
  const pendings = await atOnce(() => openPending(user))
  const finished = await Promise.all(
    pendings.map((pending) =>
      store.finishLogin({
        pending,
        deviceId,
        use,
        trust: null,
        session: { tokenHash: name('session'), lifetimes, amr: [] },
      }),
    ),
  )
  await Promise.all(pendings.map(({ tokenHash }) => store.endPending(tokenHash)))
  return count(finished.map(outcome))
}

export function raceTests(makeStore: MakeStore): void {
  test(`of ${many} logins with one step exactly one wins, ${rounds} times over`, patience, async () => {
    const scene = await openScene(makeStore)
    const { deviceId } = await scene.enrolled()
    for (let round = 0; round < rounds; round++) {
      const outcomes = await raceLogins(scene, deviceId, step(100 + round))
      expect(outcomes).toEqual(
        new Map([
          ['ok', 1],
          ['used', many - 1],
        ]),
      )
    }
  })

  test(`of ${many} logins with one token exactly one wins, ${rounds} times over`, patience, async () => {
    const scene = await openScene(makeStore)
    const hashes = Array.from({ length: rounds }, (_, round) => `token-${round}`)
    await scene.enrolled('ada', backupTokens('set', hashes))
    for (const hash of hashes) {
      const outcomes = await raceLogins(scene, 'holder-set', token('set', hash))
      expect(outcomes).toEqual(
        new Map([
          ['ok', 1],
          ['used', many - 1],
        ]),
      )
    }
    expect(await scene.deviceOf('ada', 'holder-set')).toMatchObject({ tokensLeft: 0 })
  })

  test('logins and step-ups with one step: exactly one wins', async () => {
    const { store, enrolled, openPending, openSession, rotation, name } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    const pending = await openPending(user)
    const sessions = await atOnce(() => openSession(user))
    const opening = { tokenHash: name('session'), lifetimes, amr: [] }
    const finished = await Promise.all([
      store.finishLogin({ pending, deviceId, use: step(9), trust: null, session: opening }),
      ...sessions.map((session) =>
        store.finishStepUp({ ...rotation(session), userId: 'ada', deviceId, use: step(9), trust: null }),
      ),
    ])
    expect(count(finished.map(outcome)).get('ok')).toBe(1)
  })

  test('a double click opens one session, and the other click finds the login over', async () => {
    const { store, enrolled, openPending } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const pending = await openPending(user)
      const click = (hand: number) => {
        const session = { tokenHash: `${pending.tokenHash}-${hand}`, lifetimes, amr: [] }
        return store.finishLogin({ pending, deviceId, use: step(200 + round), trust: null, session })
      }
      const finished = await Promise.all([click(1), click(2)])
      expect(finished.map(outcome).toSorted()).toEqual(['expired', 'ok'])
    }
  })

  test(`of ${many} wrong tries at once the free ones and one more are counted`, async () => {
    const { store, enrolled, deviceOf } = await openScene(makeStore)
    const { deviceId } = await enrolled()
    const tries = await atOnce(() => store.countTry({ userId: 'ada', deviceId, schedule }))
    expect(count(tries.map((tried) => tried?.counted))).toEqual(
      new Map([
        [true, 5],
        [false, many - 5],
      ]),
    )
    expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 5 })
  })

  test(`of ${many} confirmations of one enrolment one wins`, async () => {
    const { store, signUp, openSession, begin, confirmation, name } = await openScene(makeStore)
    const session = await openSession(await signUp())
    const { device } = await begin(session)
    const requests = Array.from({ length: many }, () =>
      confirmation(session, device.id, { tokens: backupTokens(name('set')) }),
    )
    const confirmed = await Promise.all(requests.map((request) => store.confirmEnrolment(request)))
    expect(count(confirmed.map(({ ok }) => ok))).toEqual(
      new Map([
        [true, 1],
        [false, many - 1],
      ]),
    )
    const alive = await Promise.all(requests.map(({ tokenHash }) => store.findSession(String(tokenHash))))
    expect(alive.filter((found) => found !== null)).toHaveLength(1)
    expect(await store.devicesOf('ada')).toHaveLength(2)
  })

  test('of two sessions that enrol a first device at once one wins', async () => {
    const { store, signUp, openSession, begin, confirmation } = await openScene(makeStore)
    const user = await signUp()
    const sessions = await atOnce(() => openSession(user))
    const begun = await Promise.all(sessions.map((session) => begin(session)))
    const confirmed = await Promise.all(
      sessions.map((session, index) => store.confirmEnrolment(confirmation(session, begun[index]?.device.id ?? ''))),
    )
    expect(confirmed.filter(({ ok }) => ok)).toMatchObject([{ first: true }])
    expect(await store.devicesOf('ada')).toHaveLength(1)
  })

  test(`of ${many} beginnings of one request one makes the device`, async () => {
    const { store, signUp, openSession, begin } = await openScene(makeStore)
    const session = await openSession(await signUp())
    const begun = await atOnce(() => begin(session, 'request'))
    expect(begun.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(begun.map(({ device }) => device.id))).toEqual(
      new Set([(await store.findEnrolment(session.id))?.id]),
    )
  })

  test(`of ${many} uses of one reset one wins`, async () => {
    const { store } = await openScene(makeStore)
    await store.createPassword({ id: 'ada', identifier: 'ada' }, 'old')
    await store.openPasswordReset({ tokenHash: 'reset', userId: 'ada', lifetime: 1000, spacing: 0 })
    const uses = await atOnce((index) => store.usePasswordReset({ tokenHash: 'reset', hash: `new-${index}` }))
    const winner = uses.findIndex((user) => user !== null)
    expect(uses.filter((user) => user !== null)).toHaveLength(1)
    expect(await store.findPasswordOf('ada')).toBe(`new-${winner}`)
  })

  test(`of ${many} resets opened at once one is kept, of ${many} sessions under one token one`, async () => {
    const { store } = await openScene(makeStore)
    const user = await store.createPassword({ id: 'ada', identifier: 'ada' }, 'old')
    const opening = { userId: 'ada', epoch: user?.epoch ?? 0, amr: [], lifetimes: null }
    const resets = await atOnce((index) =>
      store.openPasswordReset({ tokenHash: `reset-${index}`, userId: 'ada', lifetime: 1000, spacing: 1000 }),
    )
    const sessions = await atOnce(() => store.openSession({ tokenHash: 'host', ...opening }))
    expect(resets.filter(Boolean)).toHaveLength(1)
    expect(sessions.filter((session) => session !== null)).toHaveLength(1)
  })

  test(`of ${many} users who want one identifier one gets it`, async () => {
    const { store } = await openScene(makeStore)
    const users = await atOnce((index) => store.createPassword({ id: `user-${index}`, identifier: 'same' }, 'hash'))
    expect(users.filter((user) => user !== null)).toHaveLength(1)
    const kept = await store.findPassword('same')
    expect(kept?.user).toEqual(users.find((user) => user !== null))
  })

  test('a logout beside a step-up leaves nothing signed in', async () => {
    const { store, enrolled, openSession, rotation } = await openScene(makeStore)
    const { user, deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const session = await openSession(user)
      const next = rotation(session, 10_000)
      const use = step(300 + round)
      await Promise.all([
        store.finishStepUp({ ...next, userId: 'ada', deviceId, use, trust: null }),
        store.endSession(session.tokenHash),
      ])
      expect(await store.findSession(session.tokenHash)).toBeNull()
      expect(await store.findSession(next.tokenHash)).toBeNull()
    }
  })
}
