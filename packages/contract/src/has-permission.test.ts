import { expect, test } from 'vitest'
import type { SessionState } from './call.ts'
import { hasPermission } from './guard-decision.ts'

const now = '2026-11-24T12:00:00.000Z'
const anonymous: SessionState = { state: 'anonymous', now, firstFactors: [] }

test('is for a member of staff whom a device verified, and for nobody else', () => {
  expect(hasPermission(anonymous)).toBe(false)
  expect(hasPermission(null)).toBe(false)
  expect(hasPermission({ user: null, verified: false })).toBe(false)
  expect(hasPermission({ user: { staff: true }, verified: false })).toBe(false)
  expect(hasPermission({ user: { staff: false }, verified: true })).toBe(false)
  expect(hasPermission({ user: { staff: true } })).toBe(false)
  expect(hasPermission({ user: { staff: true }, verified: true })).toBe(true)
})
