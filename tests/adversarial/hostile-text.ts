import * as fc from 'fast-check'

const oddTexts = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  'a\udc00',
  '１２３４５６',
  '١٢٣٤٥٦',
  '۱۲۳۴۵۶',
  '𝟏𝟐𝟑𝟒𝟓𝟔',
  '\u200b123456',
  '\u202e123456',
  '\ufeff123456',
  '12345',
  '+123456',
  '-1',
  '1e5',
  '0x1e240',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  '../../etc/passwd',
  '%00',
  "' or 1=1 --",
  '${7*7}',
  '<script>alert(1)</script>',
  'a\r\nSet-Cookie: keystep-session=1',
  '\u001b[31m',
  '//evil.example',
  'javascript:alert(1)',
  'İ',
  'ß'.repeat(64),
  'e\u0301'.repeat(32),
  '\ufdfa'.repeat(64),
  '👩‍👩‍👧‍👦'.repeat(8),
  '+31 6 12345678',
  '+٣١٦١٢٣٤٥٦٧٨',
  'tel:+31612345678;ext=1',
  'a@b',
  '"a b"@example.com',
  'a@example.com,b@example.com',
]

/** What gets a call further, by the name of its field; in quotes like these, what exists only once the server runs. */
const likely: Readonly<Record<string, readonly string[]>> = {
  deviceId: ['«app»'],
  id: ['«enrolment»', '«app»'],
  method: ['totp', 'sms', 'email', 'backup'],
  number: ['+31612345678'],
  address: ['«mail»'],
  requestKey: ['again', 'fuzz'],
  identifier: ['nobody@example.com'],
  token: [`rst_${'A'.repeat(43)}`],
}
const known = [...new Set(Object.values(likely).flat()), '«theirs»', '«control»', 'password']

/** Any text that somebody may send in place of a right one, no more than one in ten of them too long for any field. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 4, arbitrary: fc.constantFrom(...known) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 64 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 64 }) },
  { weight: 1, arbitrary: fc.constantFrom(65, 321, 1025, 5000, 100_000).map((length) => 'x'.repeat(length)) },
)

/** The same, but never what a device type would take for an answer and judge: digits enough, or a whole backup token. */
const noAnswer: fc.Arbitrary<string> = hostileText.map((text) => {
  const isCode = /^[0-9]{6,8}$/.test(text.replaceAll(/[\s-]/g, ''))
  const isToken = text.replaceAll(/[^0-9a-z]/gi, '').length === 16
  return isCode || isToken ? `${text}!` : text
})

/** What belongs into a field, as often as not. */
export function nearlyRightText(name: string): fc.Arbitrary<string> {
  const fitting = likely[name] ?? ['something']
  const text = name === 'code' || name === 'token' ? noAnswer : hostileText
  return fc.oneof(fc.constantFrom(...fitting), text)
}
