import { expect, test } from 'vitest'
import { secondsLeft, untilNextSecond } from './seconds-left.ts'

test('counts a second that has begun as a whole one', () => {
  expect(secondsLeft(30_000, 0)).toBe(30)
  expect(secondsLeft(30_000, 1)).toBe(30)
  expect(secondsLeft(30_000, 29_999)).toBe(1)
  expect(secondsLeft(30_000, 30_000)).toBe(0)
})

test('never goes below zero', () => {
  expect(secondsLeft(30_000, 90_000)).toBe(0)
})

test('waits for the end of the second under way, also after a late timer', () => {
  expect(untilNextSecond(30_000, 0)).toBe(1000)
  expect(untilNextSecond(30_000, 1_040)).toBe(960)
  expect(untilNextSecond(30_000, 29_999)).toBe(1)
})
