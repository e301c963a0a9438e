import { describe, expect, test } from 'vitest'
import { safeNext } from './safe-next.ts'

const acme = 'https://acme.example'

test.for([
  '/',
  '/account',
  '/account?tab=devices#totp',
  '/a//b',
  '/@user',
  '/https://evil.example',
  '/search?next=//evil',
])('a path of this origin stays as it is: %s', (next) => {
  expect(safeNext(next)).toBe(next)
})

test.for([
  ['/a/../b', '/b'],
  ['/a/%2e%2e/b', '/b'],
  ['/./b', '/b'],
  ['/über', '/%C3%BCber'],
  ['/／evil.example', '/%EF%BC%8Fevil.example'],
  ['/。/evil.example', '/%E3%80%82/evil.example'],
] as const)('%s comes back as a browser would ask for it', ([next, path]) => {
  expect(safeNext(next)).toBe(path)
})

test.for([
  '//evil.example',
  '///evil.example',
  '////evil.example',
  '//evil.example@acme.example',
  '//user:password@evil.example',
  '/.//evil.example',
  '/..//evil.example',
  '/././/evil.example',
  '/a/..//evil.example',
  '/a/../..//evil.example',
  '/%2e//evil.example',
  '/%2E%2E//evil.example',
  '/%2fevil.example',
  '/%2Fevil.example',
  '/%5cevil.example',
  '/%5Cevil.example',
  '/.//%2fevil.example',
  '/./%2fevil.example',
  '//evil。example',
  '//ｅｖｉｌ.example',
])('a path that a browser or a server could take for another host is refused: %s', (next) => {
  expect(safeNext(next)).toBeNull()
  expect(safeNext(next, [acme])).toBeNull()
})

test.for([
  '/\\evil.example',
  '\\\\evil.example',
  '\\/evil.example',
  '/a\\b',
  '/\t/evil.example',
  '/\n/evil.example',
  '/\r\n/evil.example',
  '/\u0000/evil.example',
  '/\u007f/evil.example',
  ' /account',
  '/account ',
  '\t//evil.example',
  `\u0001${acme}`,
  `${acme}\\@evil.example`,
])('control characters, spaces and backslashes are refused: %j', (next) => {
  expect(safeNext(next, [acme])).toBeNull()
})

test.for([
  '',
  'account',
  './account',
  '../account',
  '?next=/account',
  '#account',
  'javascript:alert(1)',
  'JavaScript:alert(1)',
  'javascript://acme.example/%0aalert(1)',
  'data:text/html,hello',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://acme.example/4f5d',
  'mailto:a@acme.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'http://',
  'https://',
])('anything but a path is refused where no origin is allowed: %s', (next) => {
  expect(safeNext(next)).toBeNull()
  expect(safeNext(next, [acme])).toBeNull()
})

test.for([undefined, null, 0, true, ['/account'], { toString: () => '/account' }])('%o is no string', (next) => {
  expect(safeNext(next, [acme])).toBeNull()
})

test('2048 characters are the most', () => {
  const longest = `/${'a'.repeat(2047)}`
  expect(safeNext(longest)).toBe(longest)
  expect(safeNext(`${longest}a`)).toBeNull()
})

describe('with an allowed origin', () => {
  test.for([
    [acme, `${acme}/`],
    [`${acme}/`, `${acme}/`],
    [`${acme}/account?tab=1#a`, `${acme}/account?tab=1#a`],
    [`${acme}/a/../b`, `${acme}/b`],
  ] as const)('%s leads there', ([next, url]) => {
    expect(safeNext(next, [acme])).toBe(url)
  })

  test('paths of this origin still do', () => {
    expect(safeNext('/account', [acme])).toBe('/account')
  })

  test.for([
    'https://acme.example.evil',
    'https://acme.example.evil/',
    'https://acme.exampleevil',
    'https://acme.example@evil.example',
    'https://acme.example:pass@evil.example/',
    'https://acme.example%2eevil.example',
    'https://evil.example/https://acme.example/',
    'https://evil.example#https://acme.example/',
    'https://sub.acme.example/',
    'http://acme.example/',
    'https://acme.example:8443/',
    'https://acme.example./',
  ])('another origin is refused: %s', (next) => {
    expect(safeNext(next, [acme])).toBeNull()
  })

  test.for([
    'https:acme.example',
    'https:/acme.example',
    'https:///acme.example',
    'HTTPS://acme.example/',
    'https://ACME.example/',
    'https://user@acme.example/',
    'https://user:password@acme.example/',
    'https://acme.example:443/',
    'https://acme．example/',
    'https://acme。example/',
    'https://ａcme.example/',
    'https://acme%2eexample/',
    'https://acme.example?x',
    '//acme.example/',
  ])('the allowed origin is refused unless it is spelled out: %s', (next) => {
    expect(safeNext(next, [acme])).toBeNull()
  })

  test('an opaque origin cannot be allowed', () => {
    expect(safeNext('javascript:alert(1)', ['null'])).toBeNull()
    expect(safeNext('data:text/html,hello', ['null'])).toBeNull()
  })
})

test('no combination of what hosts are hidden with leaves this origin', () => {
  const pieces = ['/', '\\', '.', '..', '%2f', '%2e', '%5c', '\t', '@', ':', '?', 'evil.example']
  const results = combinations(pieces, 4).map((rest) => safeNext(`/${rest}`))
  const paths = results.filter((path) => path !== null)
  expect(paths.length).toBeGreaterThan(1000)
  const leaving = paths.filter(
    (path) =>
      new URL(path, acme).origin !== acme || /^\/[/\\]/.test(decodeURIComponent(path)) || safeNext(path) !== path,
  )
  expect(leaving).toEqual([])
})

function combinations(pieces: readonly string[], length: number): readonly string[] {
  if (length === 0) return ['']
  const shorter = combinations(pieces, length - 1)
  return [...new Set([...shorter, ...shorter.flatMap((start) => pieces.map((piece) => start + piece))])]
}
