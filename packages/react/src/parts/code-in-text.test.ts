import { expect, test } from 'vitest'
import { codeInText } from './code-in-text.ts'

test.each([
  ['123456', '123456'],
  ['123 456', '123456'],
  ['123-456', '123456'],
  ['123–456', '123456'],
  ['12 34 56', '123456'],
  ['1 2 3 4 5 6', '123456'],
  ['Your code is 123 456', '123456'],
  ['Your code is 123 456. It works for 10 minutes.', '123456'],
  ['Order 42: your code is 123456, sent 2026-11-24', '123456'],
  ['2026-11 code 123456', '123456'],
  ['G-123456', '123456'],
  ['\u200e123\u00a0456\u200e', '123456'],
  ['رمزك هو ١٢٣٤٥٦', '123456'],
  ['コード：１２３　４５６', '123456'],
])('finds the code in %j', (text, code) => {
  expect(codeInText(text, 6)).toBe(code)
})

test('finds eight digits where eight are asked', () => {
  expect(codeInText('Code 1234 5678 (not 123456)', 8)).toBe('12345678')
})

test('gives the digits there are when they are too few', () => {
  expect(codeInText('12-3', 6)).toBe('123')
  expect(codeInText('no code here', 6)).toBe('')
})

test('keeps the first digits of a number that is too long', () => {
  expect(codeInText('1234567890', 6)).toBe('123456')
})
