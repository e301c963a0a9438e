import { expect, test } from 'vitest'
import { jsonBody } from './json-body.ts'

function bodyOf(body: BodyInit, type = 'application/json') {
  return jsonBody(new Request('http://localhost', { method: 'POST', headers: { 'content-type': type }, body }))
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const withKeys = (count: number) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, n) => [n, n])))
const ofSize = (bytes: number) => JSON.stringify('x'.repeat(bytes - 2))

test('up to the bounds it is read', async () => {
  expect(await bodyOf(String.raw`{"a":"\ud83d\udc69"}`)).toEqual({ a: '👩' })
  expect(await bodyOf('{"a":[1,"two",null]}')).toEqual({ a: [1, 'two', null] })
  expect(await bodyOf(ofSize(16_384))).toHaveLength(16_382)
  expect(await bodyOf(nested(8))).toEqual([[[[[[[[]]]]]]]])
  expect(Object.keys((await bodyOf(withKeys(64))) as object)).toHaveLength(64)
})

test.for([
  ['a byte too many', ofSize(16_385), 'body_too_large'],
  ['a level too many', nested(9), 'bad_request'],
  ['a key too many', withKeys(65), 'bad_request'],
  ['__proto__', '{"__proto__":{}}', 'bad_request'],
  ['__proto__ further down', '{"a":[{"__proto__":1}]}', 'bad_request'],
  ['a NUL in a text', String.raw`{"a":["b\u0000"]}`, 'bad_request'],
  ['a NUL in a key', String.raw`{"a":{"b\u0000":1}}`, 'bad_request'],
  ['half a surrogate pair', String.raw`{"a":"\ud800b"}`, 'bad_request'],
  ['no JSON', '{', 'bad_request'],
  ['nothing', '', 'bad_request'],
] as const)('%s is refused', async ([, body, code]) => {
  await expect(bodyOf(body)).rejects.toMatchObject({ code })
})

test('another type is refused', async () => {
  await expect(bodyOf('{}', 'text/plain')).rejects.toMatchObject({ code: 'not_json' })
})

test('one that breaks off is a bad request', async () => {
  const halves = [new TextEncoder().encode('{"a":')]
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const half = halves.shift()
      if (half) controller.enqueue(half)
      else controller.error(new Error('aborted'))
    },
  })
  const headers = { 'content-type': 'application/json' }
  const request = new Request('http://localhost', { method: 'POST', headers, body, duplex: 'half' } as RequestInit)
  await expect(jsonBody(request)).rejects.toMatchObject({ code: 'bad_request' })
})
