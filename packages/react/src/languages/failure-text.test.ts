import { KeystepError } from '@keystep/contract'
import { expect, test } from 'vitest'
import { en } from './en.ts'
import { failureText } from './failure-text.ts'

test('sending that has to wait is no wrong code', () => {
  const waits = new KeystepError('throttled', { sending: true, retryAfter: 40 })
  expect(failureText(en, waits)).toBe('No new code can be sent yet. You can try again in 40 seconds.')
  expect(failureText(en, new KeystepError('throttled', { retryAfter: 40 }))).toBe(
    'Too many tries were wrong. You can try again in 40 seconds.',
  )
})

test('a code that only a newer server knows is something on our side', () => {
  const failure = Object.assign(new KeystepError('busy'), { code: 'teapot' })
  expect(failureText(en, failure)).toBe(en.failures.unavailable)
})

test('a wrong answer is called by what was answered', () => {
  const wrong = new KeystepError('invalid_code', { triesLeft: 2 })
  expect(failureText(en, wrong)).toBe(`${en.failures.invalid_code} 2 tries left.`)
  expect(failureText(en, wrong, 'backup')).toBe(`${en.wrongAnswers.backup} 2 tries left.`)
  expect(failureText(en, wrong, 'sent')).toBe(`${en.wrongAnswers.sent} 2 tries left.`)
  expect(failureText(en, wrong, 'totp')).toBe(failureText(en, wrong))
})

test.for(['number_format', 'number_country', 'number_premium'] as const)(
  'says what is wrong with a number: %s',
  (key) => {
    const refused = new KeystepError('bad_request', { errors: [{ path: 'number', key }] })
    expect(failureText(en, refused)).toBe(en.fields[key])
  },
)

test('says what to do about too many devices', () => {
  const refused = new KeystepError('conflict', { errors: [{ path: 'method', key: 'too_many_devices' }] })
  expect(failureText(en, refused)).toMatch(/^You have as many devices as there can be\. Remove one/)
})
