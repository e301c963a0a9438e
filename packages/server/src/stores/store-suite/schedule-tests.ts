import { expect, test } from 'vitest'
import type { Schedule } from '../store-requests.ts'
import { openScene, type MakeStore } from './open-scene.ts'

export function scheduleTests(makeStore: MakeStore): void {
  /** The waits after so many tries, each of them made when the wait before it is over. */
  async function waits(schedule: Schedule, tries: number): Promise<readonly number[]> {
    const { store, enrolled, pass } = await openScene(makeStore)
    const { deviceId } = await enrolled()
    const found: number[] = []
    for (let failures = 1; failures <= tries; failures++) {
      const tried = await store.countTry({ userId: 'ada', deviceId, schedule })
      if (!tried?.counted) throw new Error('not counted')
      found.push(tried.device.lockedUntil === 0 ? 0 : tried.device.lockedUntil - tried.now)
      pass(found.at(-1) ?? 0)
    }
    return found
  }

  test('a wait that doubles from the first failure on is whole at the 64th', async () => {
    const reference = { freeTries: 0, firstWait: 1000, longestWait: 2 ** 31 * 1000 }
    const doubled = Array.from({ length: 64 }, (_, failure) => 1000 * 2 ** Math.min(failure, 31))
    expect(await waits(reference, 64)).toEqual(doubled)
  })

  test('a first wait beyond the longest is cut', async () => {
    expect(await waits({ freeTries: 1, firstWait: 5000, longestWait: 3000 }, 3)).toEqual([0, 3000, 3000])
  })

  test('without a first wait nothing is ever locked', async () => {
    const { store, enrolled } = await openScene(makeStore)
    const { deviceId } = await enrolled()
    const attempt = { userId: 'ada', deviceId, schedule: { freeTries: 0, firstWait: 0, longestWait: 3000 } }
    expect(await store.countTry(attempt)).toMatchObject({ counted: true, device: { failures: 1, lockedUntil: 0 } })
  })
}
