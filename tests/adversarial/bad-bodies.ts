/** A body as it goes out, whatever it is, and what makes it bad. */
export type BadBody = { readonly why: string; readonly text: string; readonly code?: string }

const wrongTypes: readonly unknown[] = [
  null,
  true,
  123456,
  1e5,
  -0,
  [],
  ['123456'],
  [[]],
  {},
  { $gt: '' },
  { length: 6 },
]
const oddCodes = [
  '１２３４５６',
  '١٢٣٤٥٦',
  '𝟏𝟐𝟑𝟒𝟓𝟔',
  '+12345',
  '-1234567',
  '1e5000',
  '0x1234',
  '12345\u0000',
  '\u200b12345',
  '\u202e12345',
  '12345\ud800',
  '12345.',
  '123456789012',
  'abcdef',
  "' OR 1=1",
  '      ',
]
/** What no field keeps as it came: PostgreSQL has no NUL, and half a surrogate pair is no character. */
export const unstorable = ['\u0000', '\ud800', '\udc00\ud800']
const serverOnly = ['time', 'counter', 'window', 'secret', 'digits', 'userId', 'verified', 'epoch', 'staff', 'amr']

/** Everything that is not the body a call asks for, made from one that would be right. */
export function badBodies(right: Record<string, unknown>): readonly BadBody[] {
  const bodies: BadBody[] = []
  const add = (why: string, body: unknown, code?: string) =>
    void bodies.push({ why, text: JSON.stringify(body), ...(code && { code }) })
  const raw = (why: string, text: string, code?: string) => void bodies.push({ why, text, ...(code && { code }) })

  for (const whole of [null, true, 1, 'text', [], [right]]) add(`is ${JSON.stringify(whole)}`, whole)
  for (const field of Object.keys(right)) {
    const { [field]: _left, ...rest } = right
    if (field !== 'next' && field !== 'name') add(`has no ${field}`, rest)
    for (const value of wrongTypes.filter((one) => one !== right[field]))
      add(`${field} is ${JSON.stringify(value)}`, { ...right, [field]: value })
    add(`${field} is long`, { ...right, [field]: 'x'.repeat(5000) })
    if (typeof right[field] === 'string')
      for (const odd of unstorable) add(`${field} holds ${JSON.stringify(odd)}`, { ...right, [field]: `Ada${odd}` })
    // The other name is one that somebody is looked for by, which may be anything.
    if (right[field] === 'Phone' || right[field] === 'Tablet')
      for (const odd of ['\r\n', '\t', '\u001b[31m', '\u007f', '\u0085', '\u2028'])
        add(`${field} holds ${JSON.stringify(odd)}`, { ...right, [field]: `Phone${odd}` })
    if (field !== 'next') add(`${field} is empty`, { ...right, [field]: '' })
    add(`${field} is very long`, { ...right, [field]: 'x'.repeat(100_000) }, 'body_too_large')
    if (field === 'code')
      for (const value of oddCodes) add(`${field} is ${JSON.stringify(value)}`, { ...right, code: value })
  }
  for (const key of [...serverOnly, 'constructor', 'prototype', 'toString', ''])
    add(`has ${key}`, { ...right, [key]: 1 })
  const inside = JSON.stringify(right).slice(1, -1)
  const more = inside === '' ? '' : `,${inside}`
  raw('has __proto__', `{"__proto__":{"verified":true,"staff":true}${more}}`)
  raw('has an escaped __proto__', `{"\\u005f_proto__":{"verified":true}${more}}`)
  raw('has a deep __proto__', `{"a":{"b":{"__proto__":{"verified":true}}}${more}}`)
  raw('has constructor.prototype', `{"constructor":{"prototype":{"verified":true}}${more}}`)
  raw('is a deep array', '['.repeat(8000) + ']'.repeat(8000))
  raw('is a deep object', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`)
  raw('has 100 keys', JSON.stringify(Object.fromEntries(Array.from({ length: 100 }, (_, n) => [`k${n}`, n]))))
  raw(
    'has 10^5 keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`k${n}`, n]))),
    'body_too_large',
  )
  for (const text of ['', ' ', '{', '{]', 'undefined', 'NaN', "{'a':1}", '{"a":1}{"b":2}', '\u0000', '{"a":1e}'])
    raw(`is ${JSON.stringify(text)}`, text)
  return bodies
}

export const wrongTypesOfContent: readonly (string | null)[] = [
  null,
  '',
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'text/json',
  'application/jsonp',
  'application/json5',
  'application/json-patch+json',
  'application/problem+json',
  'text/plain; application/json',
  'text/plain, application/json',
]

export const strangeOrigins: readonly Record<string, string>[] = [
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://localhost' },
  { origin: 'http://localhost:3001' },
  { origin: 'https://localhost:3000' },
  { origin: 'http://evil.localhost:3000' },
  { origin: 'http://localhost:3000.evil.example' },
  { origin: 'http://localhost:3000/' },
  { origin: 'HTTP://LOCALHOST:3000' },
  { origin: 'http://localhost:3000, http://localhost:3000' },
  { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
  { origin: 'null', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://evil.example', referer: 'http://localhost:3000/' },
  { origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example' },
]
