import { describe, expect, test } from 'vitest'
import { createClient } from './client.ts'
import { isKeystepError, KeystepError } from './keystep-error.ts'
import { problem, statusOf } from './problems.ts'

type Sent = { readonly url: string; readonly init: RequestInit }

function setup(answer: () => Response | Promise<Response> = () => Response.json({ ok: true }), baseUrl = '/auth') {
  const sent: Sent[] = []
  const client = createClient({
    baseUrl,
    fetch: async (url, init = {}) => {
      if (typeof url !== 'string') throw new TypeError('The client asks by URL, as text.')
      sent.push({ url, init })
      return answer()
    },
  })
  return { client, sent }
}

async function failureOf(call: Promise<unknown>): Promise<KeystepError> {
  const error: unknown = await call.then(
    () => expect.fail('The call was answered.'),
    (reason: unknown) => reason,
  )
  if (!isKeystepError(error)) throw error
  return error
}

describe('the request', () => {
  test('reads with the cookies of this browser and without a body', async () => {
    const { client, sent } = setup()
    await client.session.read()
    expect(sent).toEqual([{ url: '/auth/session', init: { method: 'GET', credentials: 'include' } }])
  })

  test('sends a body as JSON', async () => {
    const { client, sent } = setup()
    await client.login.verify({ deviceId: 'a1', code: '123456' })
    expect(sent[0]).toEqual({
      url: '/auth/login/verify',
      init: {
        method: 'POST',
        credentials: 'include',
        headers: { 'content-type': 'application/json' },
        body: '{"deviceId":"a1","code":"123456"}',
      },
    })
  })

  test('a POST without input has an empty object for a body, as the server takes JSON only', async () => {
    const { client, sent } = setup()
    await client.session.logout()
    expect(sent[0]?.init.body).toBe('{}')
  })

  test('a DELETE has no body', async () => {
    const { client, sent } = setup()
    await client.devices.remove({ id: 'a1' })
    expect(sent).toEqual([{ url: '/auth/devices/a1', init: { method: 'DELETE', credentials: 'include' } }])
  })

  test('a path parameter goes into the path and not into the body', async () => {
    const { client, sent } = setup()
    await client.devices.confirm({ id: 'a1', code: '123456' })
    expect(sent[0]?.url).toBe('/auth/devices/a1/confirm')
    expect(sent[0]?.init.body).toBe('{"code":"123456"}')
  })

  test.for([
    ['a/b', 'a%2Fb'],
    ['a?b#c', 'a%3Fb%23c'],
    ['$&', '%24%26'],
    [':id', '%3Aid'],
  ] as const)('the path parameter %s cannot leave its place', async ([id, encoded]) => {
    const { client, sent } = setup()
    await client.devices.remove({ id })
    expect(sent[0]?.url).toBe(`/auth/devices/${encoded}`)
  })

  test.for([
    ['/auth/', '/auth/session'],
    ['https://api.acme.example/auth', 'https://api.acme.example/auth/session'],
    ['', '/session'],
    ['/', '/session'],
  ] as const)('below %s it asks for %s', async ([baseUrl, url]) => {
    const { client, sent } = setup(undefined, baseUrl)
    await client.session.read()
    expect(sent[0]?.url).toBe(url)
  })
})

test('resolves with what the server answered', async () => {
  const { client } = setup(() => Response.json({ status: 'ok', now: '2026-11-24T12:00:00Z' }))
  expect(await client.about.health()).toEqual({ status: 'ok', now: '2026-11-24T12:00:00Z' })
})

test('the compiler asks for the input of calls that have one', () => {
  const { client } = setup()
  // @ts-expect-error -- a verification without a code
  expect(() => client.login.verify({ deviceId: 'a1' })).not.toThrow()
  // @ts-expect-error -- no device
  expect(() => client.devices.remove({})).not.toThrow()
})

describe('a failure', () => {
  test.for(Object.entries(statusOf))('the problem %s is rejected under its code', async ([code, status]) => {
    const { client } = setup(() => Response.json(problem(code as keyof typeof statusOf), { status }))
    const error = await failureOf(client.session.read())
    expect(error.code).toBe(code)
    expect(error.details).toEqual({})
  })

  test('a code that only a newer server knows is rejected under that code', async () => {
    const { client } = setup(() =>
      Response.json({ type: 'urn:keystep:problem:teapot', code: 'teapot' }, { status: 400 }),
    )
    expect((await failureOf(client.session.read())).code).toBe('teapot')
  })

  test('details of the problem are kept and the words for developers are not', async () => {
    const details = { retryAfter: 30, triesLeft: 2, errors: [{ path: 'password', key: 'too_short' }] }
    const { client } = setup(() => Response.json(problem('invalid_code', details), { status: 401 }))
    const error = await failureOf(client.login.verify({ deviceId: 'a1', code: '000000' }))
    expect(error.details).toEqual(details)
  })

  test.for([
    ['a page of HTML', 502, '<html>Bad gateway</html>'],
    ['an empty body', 504, ''],
    ['JSON of another service', 500, '{"message":"boom"}'],
    ['a code that is not ours', 400, '{"code":"teapot"}'],
    ['a code from the prototype', 400, '{"code":"toString"}'],
    ['a problem of another service', 401, '{"type":"about:blank","code":"invalid_code"}'],
    ['a problem without a code', 401, '{"type":"urn:keystep:problem:undefined"}'],
    ['JSON that is no object', 500, '"invalid_code"'],
    ['JSON null', 500, 'null'],
    ['a page of HTML in place of the answer', 200, '<html>Sign in to the network</html>'],
    ['an empty answer', 200, ''],
  ] as const)('%s is unavailable', async ([, status, body]) => {
    const { client } = setup(() => new Response(body, { status }))
    expect((await failureOf(client.session.read())).code).toBe('unavailable')
  })

  test('no answer at all is unreachable, with its cause', async () => {
    const cause = new TypeError('Failed to fetch')
    const { client } = setup(() => Promise.reject(cause))
    const error = await failureOf(client.session.read())
    expect(error.code).toBe('unreachable')
    expect(error.cause).toBe(cause)
  })

  test('an error that came from another copy of this package is still ours', () => {
    class OtherCopy extends Error {
      override readonly name = 'KeystepError'
      readonly code = 'busy'
      readonly details = {}
    }
    expect(isKeystepError(new OtherCopy())).toBe(true)
    expect(isKeystepError(new KeystepError('busy'))).toBe(true)
    expect(isKeystepError(new Error('busy'))).toBe(false)
    expect(isKeystepError({ name: 'KeystepError', code: 'busy', details: {} })).toBe(false)
  })
})
