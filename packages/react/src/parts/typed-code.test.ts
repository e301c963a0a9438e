import { expect, test } from 'vitest'
import { typedCode } from './typed-code.ts'

test('takes digits and leaves out everything else', () => {
  expect(typedCode('12', '12a', 3, 6)).toEqual({ value: '12', caret: 2 })
  expect(typedCode('12', '12٣', 3, 6)).toEqual({ value: '123', caret: 3 })
})

test('inserts among the digits while there is room', () => {
  expect(typedCode('1245', '12345', 3, 6)).toEqual({ value: '12345', caret: 3 })
})

test('replaces the digit after the caret once all slots are full', () => {
  expect(typedCode('123456', '1293456', 3, 6)).toEqual({ value: '129456', caret: 3 })
})

test('ignores a digit typed after the last one', () => {
  expect(typedCode('123456', '1234567', 7, 6)).toEqual({ value: '123456', caret: 7 })
})

test('finds the code in a text that was filled in at once', () => {
  expect(typedCode('', 'Sent 2026-11-24: 123 456', 24, 6)).toEqual({ value: '123456', caret: 6 })
})
