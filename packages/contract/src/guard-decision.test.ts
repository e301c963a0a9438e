import { describe, expect, test } from 'vitest'
import { guardDecision, type GuardRequirement, type GuardSession } from './guard-decision.ts'

const now = Date.UTC(2026, 10, 24, 12)
const withoutDevice: GuardSession = {
  hasDevice: false,
  verified: false,
  verifiedAt: null,
  method: null,
  trustedBrowser: false,
  staff: false,
}
const unverified: GuardSession = { ...withoutDevice, hasDevice: true }
const trusted: GuardSession = { ...unverified, trustedBrowser: true }
const verified: GuardSession = { ...unverified, verified: true, verifiedAt: now - 60_000, method: 'totp' }

const allowed = { allowed: true }
const unauthenticated = { allowed: false, code: 'unauthenticated', ruledBy: 'onAnonymous' }
const verificationRequired = { allowed: false, code: 'verification_required', ruledBy: 'onAnonymous' }
const stepUpRequired = { allowed: false, code: 'step_up_required', ruledBy: 'onAnonymous' }
const enrolmentRequired = { allowed: false, code: 'enrolment_required', ruledBy: 'onUnverified' }
const staffRequired = { allowed: false, code: 'staff_required', ruledBy: null }

type Row = readonly [string, GuardSession | null, object]

function decides(requirement: GuardRequirement, rows: readonly Row[]) {
  test.for(rows)('%s', ([, session, decision]) => {
    expect(guardDecision(session, requirement, now)).toEqual(decision)
  })
}

describe('without options', () => {
  decides({}, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['a user without a device must enrol', withoutDevice, enrolmentRequired],
    ['a user with a device must verify', unverified, verificationRequired],
    ['a trusted browser must verify', trusted, verificationRequired],
    ['a verified session passes', verified, allowed],
    ['a session verified long ago passes', { ...verified, verifiedAt: 0 }, allowed],
    ['a member of staff without a device must enrol', { ...withoutDevice, staff: true }, enrolmentRequired],
    // Devices can go in another session; what is left of the verification then counts for nothing.
    [
      'a verified session whose user has no device any more must enrol',
      { ...verified, hasDevice: false },
      enrolmentRequired,
    ],
  ])
})

describe('ifConfigured', () => {
  decides({ ifConfigured: true }, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['a user without a device passes', withoutDevice, allowed],
    ['a user with a device must verify', unverified, verificationRequired],
    ['a trusted browser must verify', trusted, verificationRequired],
    ['a verified session passes', verified, allowed],
  ])
})

describe('ifConfigured with maxAge and methods', () => {
  decides({ ifConfigured: true, maxAge: 30, methods: ['passkey'] }, [
    ['a user without a device passes', withoutDevice, allowed],
    ['a user with a device must verify', unverified, verificationRequired],
    ['a session verified too long ago by another method must step up', verified, stepUpRequired],
  ])
})

describe('acceptTrustedBrowser', () => {
  decides({ acceptTrustedBrowser: true }, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['a user without a device must enrol', withoutDevice, enrolmentRequired],
    ['trust without a device is no device', { ...withoutDevice, trustedBrowser: true }, enrolmentRequired],
    ['a user with a device must verify', unverified, verificationRequired],
    ['a trusted browser passes', trusted, allowed],
    ['a verified session passes', verified, allowed],
  ])
})

describe('acceptTrustedBrowser with maxAge', () => {
  decides({ acceptTrustedBrowser: true, maxAge: 60 }, [
    ['a trusted browser must verify, as trust is no verification of any age', trusted, verificationRequired],
    ['a recently verified session passes', verified, allowed],
    [
      'a trusted browser that verified too long ago must step up',
      { ...verified, trustedBrowser: true, verifiedAt: now - 60_001 },
      stepUpRequired,
    ],
  ])
})

describe('acceptTrustedBrowser with methods', () => {
  decides({ acceptTrustedBrowser: true, methods: ['totp'] }, [
    ['a trusted browser must verify, as trust is no method', trusted, verificationRequired],
    ['a session verified by the method passes', verified, allowed],
  ])
})

describe('maxAge of 60 seconds', () => {
  decides({ maxAge: 60 }, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['a user without a device must enrol', withoutDevice, enrolmentRequired],
    ['a user with a device must verify', unverified, verificationRequired],
    ['a trusted browser must verify', trusted, verificationRequired],
    ['60 s ago passes', { ...verified, verifiedAt: now - 60_000 }, allowed],
    ['60.001 s ago must step up', { ...verified, verifiedAt: now - 60_001 }, stepUpRequired],
    ['just now passes', { ...verified, verifiedAt: now }, allowed],
    ['verified at an unknown time must step up', { ...verified, verifiedAt: null }, stepUpRequired],
  ])
})

describe('maxAge of 0', () => {
  decides({ maxAge: 0 }, [
    ['this very moment passes', { ...verified, verifiedAt: now }, allowed],
    ['a millisecond ago must step up', { ...verified, verifiedAt: now - 1 }, stepUpRequired],
  ])
})

describe('methods', () => {
  decides({ methods: ['totp', 'passkey'] }, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['a user without a device must enrol', withoutDevice, enrolmentRequired],
    ['a user with a device must verify', unverified, verificationRequired],
    ['the first method passes', verified, allowed],
    ['the other method passes', { ...verified, method: 'passkey' }, allowed],
    ['a method that is not listed must step up', { ...verified, method: 'sms' }, stepUpRequired],
    ['an unknown method must step up', { ...verified, method: null }, stepUpRequired],
  ])
})

describe('no methods at all', () => {
  decides({ methods: [] }, [['nothing passes', verified, stepUpRequired]])
})

describe('maxAge and methods', () => {
  decides({ maxAge: 60, methods: ['totp'] }, [
    ['recent and by the method passes', verified, allowed],
    ['recent but by another method must step up', { ...verified, method: 'sms' }, stepUpRequired],
    ['by the method but too long ago must step up', { ...verified, verifiedAt: now - 60_001 }, stepUpRequired],
  ])
})

describe('staff', () => {
  decides({ staff: true, maxAge: 60 }, [
    ['nobody is unauthenticated', null, unauthenticated],
    ['others learn that it is for staff before they are asked to enrol', withoutDevice, staffRequired],
    ['others learn that it is for staff before they are asked to verify', unverified, staffRequired],
    ['others are refused when verified, too', verified, staffRequired],
    ['staff without a device must enrol', { ...withoutDevice, staff: true }, enrolmentRequired],
    ['staff with a device must verify', { ...unverified, staff: true }, verificationRequired],
    ['staff verified too long ago must step up', { ...verified, staff: true, verifiedAt: 0 }, stepUpRequired],
    ['verified staff pass', { ...verified, staff: true }, allowed],
  ])
})
