import { expect, test } from 'vitest'
import type { CountedTry, Schedule } from '../store-requests.ts'
import { type MakeStore, schedule, setScene } from './scene.ts'

export function tryTests(makeStore: MakeStore): void {
  async function setUp() {
    const scene = await setScene(makeStore)
    const enrolled = await scene.addUserWithDevice('ann', scene.newTokens())
    const attempt = { userId: 'ann', deviceId: enrolled.device.id, schedule }
    const tryOnce = async (rules: Schedule = schedule) => {
      const tried = await scene.store.countTry({ ...attempt, schedule: rules })
      if (!tried?.counted) throw new Error('The try was not counted.')
      return tried
    }
    const waits = async (rules: Schedule, tries: number) => {
      const lengths: number[] = []
      for (let count = 0; count < tries; count++) {
        const { device, now } = await tryOnce(rules)
        lengths.push(Math.max(0, device.lockedUntil - now))
        scene.wait(lengths.at(-1) ?? 0)
      }
      return lengths
    }
    return { ...scene, ...enrolled, attempt, tryOnce, waits }
  }

  test('a counted try answers the device as it left it', async () => {
    const { store, user, device, attempt, now, ...scene } = await setUp()
    const tried = { ...device, failures: 1 }
    expect(await store.countTry(attempt)).toEqual({ counted: true, device: tried, lockedBefore: 0, now: now() })
    expect(await scene.device(user, device.id)).toEqual(tried)
  })

  test('the free tries cost no wait, and each further one doubles it up to the longest', async () => {
    const { waits } = await setUp()
    const minutes = [0, 0, 0, 0, 0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]
    expect(await waits(schedule, minutes.length)).toEqual(minutes.map((each) => each * 60_000))
  })

  test('within the wait nothing is counted', async () => {
    const { store, user, device, attempt, tryOnce, now, wait, ...scene } = await setUp()
    for (let tries = 0; tries < 5; tries++) await tryOnce()
    const lockedUntil = now() + 30_000
    const refused = { counted: false, lockedUntil, now: now() }
    expect(await store.countTry(attempt)).toEqual(refused)
    wait(29_999)
    expect(await store.countTry(attempt)).toEqual({ ...refused, now: now() })
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 5, lockedUntil })
    wait(1)
    expect(await store.countTry(attempt)).toMatchObject({ counted: true, device: { failures: 6 }, lockedBefore: lockedUntil })
  })

  test('the schedule of the reference doubles from the first failure and never overflows', async () => {
    const { waits } = await setUp()
    const reference = { freeTries: 0, firstWait: 1000, longestWait: 2 ** 31 * 1000 }
    const expected = Array.from({ length: 64 }, (_, failure) => 1000 * 2 ** Math.min(failure, 31))
    expect(await waits(reference, 64)).toEqual(expected)
  })

  test('no wait is longer than can be counted', async () => {
    const { waits } = await setUp()
    const endless = { freeTries: 0, firstWait: 1000, longestWait: Number.POSITIVE_INFINITY }
    const lengths = await waits(endless, 43)
    expect(lengths).toEqual(lengths.map((_, failure) => Math.min(1000 * 2 ** failure, 2 ** 52)))
  })

  test('a first wait beyond the longest is cut, and without a first wait there is none', async () => {
    const { waits, tryOnce } = await setUp()
    expect(await waits({ freeTries: 1, firstWait: 5000, longestWait: 3000 }, 3)).toEqual([0, 3000, 3000])
    const { device } = await tryOnce({ freeTries: 0, firstWait: 0, longestWait: 3000 })
    expect(device).toMatchObject({ failures: 4, lockedUntil: 0 })
  })

  test('a device that fails blocks no other', async () => {
    const { store, user, attempt, tryOnce } = await setUp()
    for (let tries = 0; tries < 5; tries++) await tryOnce()
    const [, backup] = await store.devicesOf(user.id)
    const other = { ...attempt, deviceId: backup?.id ?? '' }
    expect(await store.countTry(other)).toMatchObject({ counted: true, device: { failures: 1, tokensLeft: 2 } })
  })

  test('only a confirmed device of the user counts, and charges nobody else', async () => {
    const { store, user, device, attempt, begin, session, token, addUserWithDevice, ...scene } = await setUp()
    await addUserWithDevice('bob')
    const unconfirmed = await begin({ user, session, token })
    expect(await store.countTry({ ...attempt, userId: 'bob' })).toBeNull()
    expect(await store.countTry({ ...attempt, userId: 'nobody' })).toBeNull()
    expect(await store.countTry({ ...attempt, deviceId: 'unknown' })).toBeNull()
    expect(await store.countTry({ ...attempt, deviceId: unconfirmed.id })).toBeNull()
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 0 })
  })

  test('while enrolling only the unconfirmed device of that session counts, until it lapses', async () => {
    const { store, user, device, attempt, begin, session, openSession, token, tryOnce, wait } = await setUp()
    const unconfirmed = await begin({ user, session, token })
    const other = await openSession(user)
    const enrolling = { ...attempt, deviceId: unconfirmed.id, enrollingSession: session.id }
    expect(await store.countTry({ ...enrolling, deviceId: device.id })).toBeNull()
    expect(await store.countTry({ ...enrolling, enrollingSession: other.session.id })).toBeNull()
    for (let tries = 1; tries <= 5; tries++) {
      expect(await store.countTry(enrolling)).toMatchObject({ counted: true, device: { failures: tries } })
    }
    expect(await store.countTry(enrolling)).toMatchObject({ counted: false })
    expect((await tryOnce()).device.failures).toBe(1)
    wait(600_000)
    expect(await store.countTry(enrolling)).toBeNull()
  })

  test('a try that is taken back was never counted', async () => {
    const { store, user, device, tryOnce, ...scene } = await setUp()
    for (let tries = 0; tries < 4; tries++) await tryOnce()
    const before = await scene.device(user, device.id)
    const fifth = await tryOnce()
    expect(fifth.device.lockedUntil).toBeGreaterThan(0)
    await store.refundTry(fifth)
    expect(await scene.device(user, device.id)).toEqual(before)
  })

  test('taking one back keeps the wait that another brought', async () => {
    const { store, user, device, tryOnce, now, ...scene } = await setUp()
    const tries: CountedTry[] = []
    for (let count = 0; count < 5; count++) tries.push(await tryOnce())
    const lockedUntil = now() + 30_000
    for (const tried of tries.slice(0, 2)) await store.refundTry(tried)
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 3, lockedUntil })
  })

  test('failures never go below none, and a device that is gone takes nothing back', async () => {
    const { store, user, device, tryOnce, ...scene } = await setUp()
    const tried = await tryOnce()
    await store.refundTry(tried)
    await store.refundTry(tried)
    expect(await scene.device(user, device.id)).toMatchObject({ failures: 0, lockedUntil: 0 })
    await store.removeAllDevices('ann')
    await store.refundTry(tried)
    expect(await store.devicesOf('ann')).toEqual([])
  })
}
