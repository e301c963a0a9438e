import { describe, expect, test } from 'vitest'
import { totp } from '@keystep/server'
import { startServer, type StartOptions } from '../server/start-server.ts'
import { calls, setup } from './valid-calls.ts'

const security = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

function headersOf(response: Response): Record<string, string | null> {
  return Object.fromEntries(Object.keys(security).map((name) => [name, response.headers.get(name)]))
}

describe('security headers', () => {
  test.for(calls)('stand on the answers and the problems of $name', async (call) => {
    const { bodyOf, pathOf, callerOf, server } = await setup()
    const body = bodyOf(call)
    const init = {
      method: call.route.method,
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    }
    const path = pathOf(call)
    const answers = [
      await callerOf(call).send(path, init),
      await server.browser().send(path, init),
      await callerOf(call).send(path, { ...init, method: 'PUT' }),
      await callerOf(call).send(path, { method: call.route.method, headers: { origin: 'https://evil.example' } }),
      await callerOf(call).send(path, { method: 'HEAD' }),
    ]
    for (const answer of answers) expect(headersOf(answer)).toEqual(security)
  })

  test('stand on what is not found, and on faults', async () => {
    const server = startServer({ firstFactor: () => Promise.reject(new Error('away')) })
    const browser = server.browser()
    const fault = await browser.post('/auth/login', { identifier: 'a', password: 'b' })
    expect(fault.status).toBe(503)
    for (const answer of [fault, await browser.send('/auth/nothing')]) expect(headersOf(answer)).toEqual(security)
  })
})

/** A server that strangers can reach: so without the cheap hash. */
function https(options: StartOptions = {}) {
  return startServer({
    origin: 'https://acme.example',
    firstFactor: ({ identifier, password }) => (password === 'right' ? { id: identifier, identifier } : null),
    methods: [totp()],
    ...options,
  })
}

const plain = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((line) =>
      line.replace(/_[\w-]{43};|=[\w-]{22}\.[\w.-]+;/, (value) => `${value.startsWith('_') ? '_' : '='}…;`),
    )

describe('cookies', () => {
  const credentials = { identifier: 'otto', password: 'right' }
  test('on https are Secure, HttpOnly, Lax, of this host and path alone', async () => {
    const server = https()
    const browser = server.browser()
    expect(plain(await browser.post('/auth/login', credentials))).toEqual([
      '__Host-keystep-login=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-keystep-session=ses_…; Max-Age=86400; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-keystep-recognised=…; Max-Age=34560000; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
    await server.enrol(browser)
    server.pass(30)
    expect(plain(await browser.post('/auth/login', credentials))).toEqual([
      '__Host-keystep-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-keystep-login=pen_…; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
    expect(plain(await browser.post('/auth/logout', {}))).toEqual([
      '__Host-keystep-session=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-keystep-login=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    ])
  })

  test('on loopback do without Secure and its prefix', async () => {
    const server = startServer()
    await server.signUp('mary')
    const body = { identifier: 'mary@example.com', password: 'correct horse battery' }
    expect(plain(await server.browser().post('/auth/login', body))).toEqual([
      'keystep-login=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax',
      'keystep-session=ses_…; Max-Age=86400; Path=/; HttpOnly; SameSite=Lax',
      'keystep-recognised=…; Max-Age=34560000; Path=/; HttpOnly; SameSite=Lax',
    ])
  })

  test('are named as the option says', async () => {
    const browser = https({ cookieName: 'acme' }).browser()
    await browser.post('/auth/login', credentials)
    expect([...browser.cookies.keys()]).toEqual(['__Host-acme-session', '__Host-acme-recognised'])
  })

  test('on plain http, where the app insists, do without Secure too', async () => {
    const server = https({ origin: 'http://acme.example', insecureCookies: true })
    const browser = server.browser()
    await browser.post('/auth/login', credentials)
    expect([...browser.cookies.keys()]).toEqual(['keystep-session', 'keystep-recognised'])
  })

  test('a planted one without the prefix is not read on https', async () => {
    const server = https()
    const browser = server.browser()
    await browser.post('/auth/login', credentials)
    const token = browser.cookies.get('__Host-keystep-session') ?? ''
    const headers = { cookie: `keystep-session=${token}` }
    expect(await (await server.browser().send('/auth/session', { headers })).json()).toMatchObject({
      state: 'anonymous',
    })
  })

  test('their values stand in no body', async () => {
    const { verified, pending } = await setup()
    for (const browser of [verified, pending]) {
      const text = JSON.stringify(await browser.auth.session.read())
      for (const value of browser.cookies.values()) expect(text).not.toContain(value)
    }
  })
})

const cors = (response: Response) => ({
  origin: response.headers.get('access-control-allow-origin'),
  credentials: response.headers.get('access-control-allow-credentials'),
})

describe('CORS', () => {
  const allowed = { origin: 'http://localhost:3000', credentials: 'true' }

  test('answers the app’s own origins, on problems too', async () => {
    const { verified, server } = await setup()
    expect(cors(await verified.send('/auth/session'))).toEqual(allowed)
    expect(cors(await server.browser().send('/auth/devices'))).toEqual(allowed)
    expect(cors(await server.browser().send('/auth/nothing'))).toEqual(allowed)
  })

  test('answers their questions before a request', async () => {
    const { server } = await setup()
    const headers = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' }
    const response = await server.browser().send('/auth/login', { method: 'OPTIONS', headers })
    expect(response.status).toBe(204)
    expect(cors(response)).toEqual(allowed)
    expect(response.headers.get('access-control-allow-headers')).toBe('content-type')
  })

  test.for(['https://evil.example', 'null', 'http://localhost:3001', 'http://localhost:3000.evil.example', '*'])(
    'leaves out %s',
    async (origin) => {
      const { verified } = await setup()
      for (const method of ['GET', 'OPTIONS']) {
        const response = await verified.send('/auth/session', { method, headers: { origin } })
        expect(response.headers.get('access-control-allow-origin')).toBeNull()
      }
    },
  )
})
