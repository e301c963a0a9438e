import { expect, test } from 'vitest'
import { otpauthUri } from './otpauth-uri.ts'

const plain = {
  issuer: 'testserver',
  account: 'bouke@example.com',
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  algorithm: 'SHA1',
  digits: 6,
  step: 30,
} as const

test('is written as django-two-factor-auth writes it', () => {
  expect(otpauthUri(plain)).toBe(
    'otpauth://totp/testserver%3A%20bouke%40example.com' +
      '?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=6&issuer=testserver',
  )
})

test('names only what differs from the defaults of the format', () => {
  const uri = otpauthUri({ ...plain, algorithm: 'SHA256', digits: 8, step: 60 })
  expect(uri.split('?')[1]).toBe(
    'secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&algorithm=SHA256&period=60&issuer=testserver',
  )
})

test('a colon of the issuer does not split the label', () => {
  const uri = otpauthUri({ ...plain, issuer: 'Acme: the shop' })
  expect(uri).toContain('otpauth://totp/Acme%20the%20shop%3A%20bouke%40example.com?')
  expect(new URL(uri).searchParams.get('issuer')).toBe('Acme the shop')
})

test('an account cannot add parameters', () => {
  const uri = otpauthUri({ ...plain, account: 'eve?secret=AAAA&digits=8#' })
  expect(new URL(uri).searchParams.getAll('secret')).toEqual([plain.secret])
  expect(new URL(uri).searchParams.getAll('digits')).toEqual(['6'])
})
