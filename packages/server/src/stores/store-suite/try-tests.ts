import { expect, test } from 'vitest'
import type { Schedule } from '../store-requests.ts'
import { backupTokens, minute, openScene, schedule, step, type MakeStore } from './open-scene.ts'

async function setup(makeStore: MakeStore) {
  const scene = await openScene(makeStore)
  const person = await scene.enrolled('ada', backupTokens('set'))
  const attempt = { userId: 'ada', deviceId: person.deviceId, schedule }
  async function count(rules: Schedule = schedule) {
    const tried = await scene.store.countTry({ ...attempt, schedule: rules })
    if (!tried?.counted) throw new Error('not counted')
    return tried
  }
  return { ...scene, ...person, attempt, count }
}

export function tryTests(makeStore: MakeStore): void {
  test('the free tries cost no wait; then it doubles, up to the longest', async () => {
    const { count, pass, now } = await setup(makeStore)
    const waits: number[] = []
    for (let failures = 1; failures <= 14; failures++) {
      const { device } = await count()
      expect(device.failures).toBe(failures)
      waits.push(device.lockedUntil === 0 ? 0 : device.lockedUntil - now())
      pass(waits.at(-1) ?? 0)
    }
    const doubled = [30_000, 60_000, 120_000, 240_000, 480_000, 960_000, 1_920_000]
    expect(waits).toEqual([0, 0, 0, 0, ...doubled, 3_600_000, 3_600_000, 3_600_000])
  })

  test('nothing is counted before the wait is over', async () => {
    const { store, attempt, count, pass, now, deviceOf, deviceId } = await setup(makeStore)
    for (let free = 0; free < 5; free++) await count()
    const lockedUntil = now() + 30_000
    expect(await store.countTry(attempt)).toEqual({ counted: false, lockedUntil, now: now() })
    pass(29_999)
    expect(await store.countTry(attempt)).toEqual({ counted: false, lockedUntil, now: now() })
    expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 5, lockedUntil })
    pass(1)
    expect(await store.countTry(attempt)).toMatchObject({ counted: true, lockedBefore: lockedUntil, now: now() })
  })

  test('a wait without an end stays a number that can be kept', async () => {
    for (const longestWait of [Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER]) {
      const { count, pass, now } = await setup(makeStore)
      const endless = { freeTries: 0, firstWait: 1000, longestWait }
      for (let failures = 1; failures <= 12; failures++) {
        const { device } = await count(endless)
        expect(device.lockedUntil - now()).toBe(1000 * 2 ** (failures - 1))
        pass(device.lockedUntil - now())
      }
      for (let failures = 13; failures <= 45; failures++) {
        const { device } = await count({ ...endless, firstWait: 1 })
        expect(Number.isSafeInteger(device.lockedUntil)).toBe(true)
        if (device.lockedUntil > 2 ** 51) break
        pass(device.lockedUntil - now())
      }
    }
  })

  test('a schedule without a wait never locks', async () => {
    const { count } = await setup(makeStore)
    const open = { freeTries: 0, firstWait: 0, longestWait: 1000 }
    for (let failures = 1; failures <= 70; failures++) {
      const { device } = await count(open)
      expect(device.lockedUntil - (await count(open)).now).toBeLessThanOrEqual(0)
    }
  })

  test('only confirmed devices of the user can be tried, and a counted one is handed out whole', async () => {
    const { store, attempt, begin, session, enrolled, count, deviceOf, deviceId } = await setup(makeStore)
    const grace = await enrolled('grace')
    const { device: unconfirmed } = await begin(session)
    for (const id of [unconfirmed.id, grace.deviceId, 'unknown']) {
      expect(await store.countTry({ ...attempt, deviceId: id })).toBeNull()
    }
    expect((await count()).device).toEqual(await deviceOf('ada', deviceId))
    const tokens = await store.countTry({ ...attempt, deviceId: 'holder-set' })
    expect(tokens).toMatchObject({ device: { tokenSet: 'set', tokensLeft: 3, failures: 1 } })
  })

  test('while enrolling only the unconfirmed device of that session can be tried, until it lapses', async () => {
    const { store, attempt, begin, session, openSession, pass } = await setup(makeStore)
    const { device } = await begin(session)
    const other = await openSession(session.user)
    const enrolling = { ...attempt, deviceId: device.id, enrollingSession: session.id }
    expect(await store.countTry(enrolling)).toMatchObject({ counted: true, device: { id: device.id, failures: 1 } })
    expect(await store.countTry({ ...enrolling, enrollingSession: other.id })).toBeNull()
    expect(await store.countTry({ ...attempt, enrollingSession: session.id })).toBeNull()
    pass(10 * minute)
    expect(await store.countTry(enrolling)).toBeNull()
  })

  test('a try that is given back leaves no trace', async () => {
    const { store, count, deviceOf, deviceId, pass } = await setup(makeStore)
    for (let free = 0; free < 5; free++) await count()
    pass(30_000)
    const before = await deviceOf('ada', deviceId)
    const counted = await count()
    expect(counted.device).toMatchObject({ failures: 6 })
    await store.refundTry(counted)
    expect(await deviceOf('ada', deviceId)).toEqual(before)
  })

  test('giving back does not undo the wait of a later try, nor go below none', async () => {
    const { store, count, deviceOf, deviceId, login, user, now } = await setup(makeStore)
    const first = await count()
    for (let free = 1; free < 5; free++) await count()
    await store.refundTry(first)
    expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 4, lockedUntil: now() + 30_000 })
    await login(user, deviceId, step(9))
    await store.refundTry(first)
    expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 0, lockedUntil: 0 })
  })

  test('a success clears that device and no other', async () => {
    const { store, attempt, count, deviceOf, deviceId, login, user } = await setup(makeStore)
    await count()
    await store.countTry({ ...attempt, deviceId: 'holder-set' })
    await login(user, deviceId, step(9))
    expect(await deviceOf('ada', deviceId)).toMatchObject({ failures: 0, lockedUntil: 0 })
    expect(await deviceOf('ada', 'holder-set')).toMatchObject({ failures: 1 })
  })
}
