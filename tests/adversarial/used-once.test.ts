import { expect, test } from 'vitest'
import { isUsedOnce, type UseOfOne } from './rig/used-once.ts'

const used = (asked: number, answered: number, outcome: UseOfOne['outcome']): UseOfOne => ({ asked, answered, outcome })

test.for<[string, readonly UseOfOne[], boolean]>([
  ['nobody', [], true],
  ['one', [used(0, 1, 'worked')], true],
  ['one, and others later and at once', [used(0, 5, 'worked'), used(1, 2, 'refused'), used(6, 7, 'refused')], true],
  ['two, at once', [used(0, 5, 'worked'), used(1, 4, 'worked')], false],
  ['two, one after the other', [used(0, 1, 'worked'), used(2, 3, 'worked')], false],
  ['nobody, and somebody was refused', [used(0, 1, 'refused')], false],
  ['one, after somebody was refused', [used(0, 1, 'refused'), used(2, 3, 'worked')], false],
  ['one of whom nobody heard, before a refusal', [used(0, 9, 'unknown'), used(2, 3, 'refused')], true],
  ['one of whom nobody heard, after a refusal', [used(4, 9, 'unknown'), used(2, 3, 'refused')], false],
  ['one, and another of whom nobody heard', [used(0, 1, 'worked'), used(0, 9, 'unknown')], true],
])('A79: it worked for %s', ([, uses, expected]) => {
  expect(isUsedOnce(uses)).toBe(expected)
})
