import { describe, expect, test } from 'vitest'
import { totpCode } from './totp-code.ts'

const seed = '12345678901234567890'
const sha1 = { algorithm: 'SHA1', digits: 8 } as const
const sha256 = { algorithm: 'SHA256', digits: 8 } as const
const sha512 = { algorithm: 'SHA512', digits: 8 } as const

/** The RFC's seed, repeated up to the length of the hash. */
function seedOf(length: number): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(seed.repeat(4).slice(0, length))
}

describe('RFC 4226, appendix D', () => {
  test.for(
    ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'].map(
      (code, counter) => [counter, code] as const,
    ),
  )('counter %i is %s', ([counter, code]) => {
    expect(totpCode(seedOf(20), counter, { algorithm: 'SHA1', digits: 6 })).toBe(code)
  })
})

describe('RFC 6238, appendix B', () => {
  test.for([
    [59, '94287082', '46119246', '90693936'],
    [1_111_111_109, '07081804', '68084774', '25091201'],
    [1_111_111_111, '14050471', '67062674', '99943326'],
    [1_234_567_890, '89005924', '91819424', '93441116'],
    [2_000_000_000, '69279037', '90698825', '38618901'],
    [20_000_000_000, '65353130', '77737706', '47863826'],
  ] as const)('second %i', ([second, withSha1, withSha256, withSha512]) => {
    const step = Math.floor(second / 30)
    expect(totpCode(seedOf(20), step, sha1)).toBe(withSha1)
    expect(totpCode(seedOf(32), step, sha256)).toBe(withSha256)
    expect(totpCode(seedOf(64), step, sha512)).toBe(withSha512)
  })
})

describe('django-otp', () => {
  const key = Uint8Array.from(Buffer.from('2a2bbba1092ffdd25a328ad1a0a5f5d61d7aacc4', 'hex'))

  test.for(
    ['179225', '656163', '839400', '154567', '346912', '471576', '045675', '101397', '491039', '784503'].map(
      (code, step) => [step, code] as const,
    ),
  )('step %i is %s', ([step, code]) => {
    expect(totpCode(key, step, { algorithm: 'SHA1', digits: 6 })).toBe(code)
  })
})

test('steps beyond 32 bits have codes of their own', () => {
  const codes = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 40].map((step) => totpCode(seedOf(20), step, sha1))
  expect(new Set(codes).size).toBe(codes.length)
})
