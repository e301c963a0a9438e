import { expect, test } from 'vitest'
import { atOnce, many, patience, rounds } from './at-once.ts'
import { held, lifetimes, openScene, step, trusting, type MakeStore } from './open-scene.ts'

export function deviceRaceTests(makeStore: MakeStore): void {
  test(`${many} changes of the default leave one, ${rounds} times over`, patience, async () => {
    const { store, enrolled, enrol } = await openScene(makeStore)
    const first = await enrolled()
    const second = await enrol(first.session)
    const third = await enrol(second.session)
    const ids = [first.deviceId, second.deviceId, third.deviceId]
    for (let round = 0; round < rounds; round++) {
      const changed = await atOnce((index) =>
        store.changeDevice({ userId: 'ada', deviceId: ids[index % 3] ?? '', makeDefault: true }),
      )
      expect(changed).toEqual(changed.map(() => expect.objectContaining({ isDefault: true })))
      expect((await store.devicesOf('ada')).map(({ isDefault }) => isDefault)).toEqual([true, false, false])
    }
  })

  test('a change of the default beside a removal leaves one default', patience, async () => {
    const { store, enrolled, enrol, rotation } = await openScene(makeStore)
    let { session } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const { deviceId, session: verified } = await enrol(session)
      const keep = rotation(verified)
      const [changed, removed] = await Promise.all([
        store.changeDevice({ userId: 'ada', deviceId, makeDefault: true }),
        store.removeDevice({ userId: 'ada', deviceId, keep, confirmedToo: true }),
      ])
      expect([changed === null, removed]).toEqual(changed === null ? [true, 'removed'] : [false, 'conflict'])
      const devices = await store.devicesOf('ada')
      expect(devices.filter(({ isDefault }) => isDefault)).toHaveLength(1)
      const tokenHash = removed === 'removed' ? keep.tokenHash : verified.tokenHash
      const kept = await store.findSession(tokenHash)
      if (kept === null) throw new Error('no session')
      session = { ...kept, tokenHash }
      const spare = devices.find(({ isDefault }) => !isDefault)
      if (spare !== undefined) {
        const next = rotation(session)
        await store.removeDevice({ userId: 'ada', deviceId: spare.id, keep: next, confirmedToo: true })
        session = { ...session, tokenHash: next.tokenHash }
      }
    }
  })

  test('the removal of all beside a confirmation leaves no session verified without a device', patience, async () => {
    const { store, signUp, openSession, begin, confirmation, rotation, expectEnded, now } = await openScene(makeStore)
    for (let round = 0; round < rounds; round++) {
      const user = await signUp(`user-${round}`)
      const [session, asking] = [await openSession(user), await openSession(user)]
      const { device } = await begin(session)
      const [request, keep] = [confirmation(session, device.id), rotation(asking)]
      const [confirmed, removed] = await Promise.all([
        store.confirmEnrolment(request),
        round % 2 === 0 ? store.removeAllDevices(user.id) : store.removeAllDevices(user.id, keep),
      ])
      // A first device that was confirmed before has ended the session that asks.
      const devices = await store.devicesOf(user.id)
      expect(devices).toHaveLength(confirmed.ok && !removed ? 1 : 0)
      const found = await store.findSession(String(request.tokenHash))
      const verified = expect.objectContaining({ verifiedAt: now(), hasDevice: true }) as unknown
      expect(found).toEqual(removed ? null : verified)
      expect(await store.findEnrolment(session.id)).toBeNull()
      await expectEnded(session.tokenHash, asking.tokenHash)
    }
  })

  test('a sign-in by trust beside the end of everything is ended or refused', patience, async () => {
    const { store, enrolled, login, signUp, name } = await openScene(makeStore)
    const { deviceId } = await enrolled()
    for (let round = 0; round < rounds; round++) {
      const user = await signUp()
      const trustHash = name('browser')
      await login(user, deviceId, step(10 + round), trusting(trustHash))
      const opening = { userId: 'ada', epoch: user.epoch, amr: ['pwd'], lifetimes, trust: held(trustHash) }
      const tokenHashes = Array.from({ length: many }, () => name('session'))
      await Promise.all([
        ...tokenHashes.map((tokenHash) => store.openTrustedSession({ ...opening, tokenHash })),
        store.endAll('ada'),
      ])
      const found = await Promise.all(tokenHashes.map((tokenHash) => store.findSession(tokenHash)))
      expect(found.filter((session) => session !== null)).toEqual([])
      expect(await store.findTrust(trustHash)).toBeNull()
    }
  })

  test('an enrolment beside the rekeying of another session is begun and gone, or refused', patience, async () => {
    const { store, signUp, openSession, enrolment } = await openScene(makeStore)
    const user = await signUp()
    const moving = await openSession(user)
    for (let round = 0; round < rounds; round++) {
      const there = await openSession(user)
      await Promise.all([
        store.beginEnrolment(enrolment(there)),
        store.rekeySession(moving.id, there.tokenHash),
        store.beginEnrolment(enrolment(there)),
      ])
      expect(await store.findEnrolment(there.id)).toBeNull()
      expect(await store.beginEnrolment(enrolment(there))).toBeNull()
      expect(await store.findSession(there.tokenHash)).toMatchObject({ id: moving.id })
    }
  })
}
