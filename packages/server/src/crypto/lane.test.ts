import { expect, onTestFinished, test, vi } from 'vitest'
import { createLane } from './lane.ts'

/** Work that ends when told. */
function held() {
  const { promise, resolve } = Promise.withResolvers<string>()
  return { work: () => promise, end: () => resolve('done') }
}

test('so much runs at once, the rest in the order in which it came', async () => {
  const lane = createLane({ running: 2, waiting: Infinity })
  const begun: number[] = []
  const works = Array.from({ length: 4 }, held)
  const all = works.map(({ work }, index) =>
    lane(async () => {
      begun.push(index)
      return await work()
    }),
  )
  await Promise.resolve()
  expect(begun).toEqual([0, 1])
  works[1]?.end()
  await all[1]
  expect(begun).toEqual([0, 1, 2])
  for (const { end } of works) end()
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done', 'done'])
})

test('who waited for too long is told, and takes nobody’s place', async () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const lane = createLane({ running: 1, waiting: Infinity, longest: 2000 })
  const [first, second] = [held(), held()]
  const running = lane(first.work)
  const waiting = lane(second.work)
  vi.advanceTimersByTime(2000)
  await expect(waiting).rejects.toMatchObject({ code: 'busy', details: { retryAfter: 1 } })
  const next = lane(async () => 'next')
  first.end()
  expect(await running).toBe('done')
  expect(await next).toBe('next')
  // Whose turn it was in time is not told later.
  vi.advanceTimersByTime(2000)
  expect(await lane(async () => 'after')).toBe('after')
})
