import { describe, expect, test } from 'vitest'
import { type Call, calls, setup } from './valid-calls.ts'

type Slot = { readonly headers?: Record<string, string>; readonly query?: string }

/** Everywhere a token could be taken for something else. */
const slots: Record<string, (token: string) => Slot> = {
  'its own cookie': (token) => ({ headers: { cookie: `keystep-login=${token}` } }),
  'the session’s cookie': (token) => ({ headers: { cookie: `keystep-session=${token}` } }),
  'both cookies': (token) => ({ headers: { cookie: `keystep-session=${token}; keystep-login=${token}` } }),
  'the session’s cookie, under the session’s prefix': (token) => ({
    headers: { cookie: `keystep-session=ses_${token.slice(4)}` },
  }),
  'the cookie of another origin': (token) => ({ headers: { cookie: `__Host-keystep-session=${token}` } }),
  'a bearer token': (token) => ({ headers: { authorization: `Bearer ${token}` } }),
  'a basic password': (token) => ({ headers: { authorization: `Basic ${btoa(`ada@example.com:${token}`)}` } }),
  'a basic name': (token) => ({ headers: { authorization: `Basic ${btoa(`${token}:`)}` } }),
  'headers of all kinds': (token) => ({
    headers: { 'x-session': token, 'x-auth-token': token, 'x-forwarded-user': 'ada', 'keystep-session': token },
  }),
  'the query': (token) => ({ query: `keystep-session=${token}&session=${token}&token=${token}&access_token=${token}` }),
}

const opensItsOwn = ['its own cookie', 'both cookies']
const itsOwn = ['session.read', 'login.challenge', 'login.verify', 'login.giveUp']
/** What ends a pending login, and is meant to. */
const endsIt = ['login.start', 'login.verify', 'login.giveUp', 'session.logout', 'password.reset']

/** What a stranger is told; a public call tells everybody the same. */
const denials: Partial<Record<string, string>> = {
  pending: 'login_expired',
  session: 'unauthenticated',
  fresh: 'unauthenticated',
}

async function withToken(name: string) {
  const world = await setup()
  const token = world.pending.cookies.get('keystep-login') ?? ''
  expect(token).toMatch(/^pen_[\w-]{43}$/)
  const { headers = {}, query = '' } = slots[name]?.(token) ?? {}

  async function send(path: string, method: string, body: object | null, planted: boolean) {
    const response = await world.server.browser().send(planted && query !== '' ? `${path}?${query}` : path, {
      method,
      headers: { ...(planted && headers), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const cookies = response.headers.getSetCookie().map((line) => line.replace(/=[^;]+/, '=…'))
    return { status: response.status, body: await response.text(), cookies }
  }

  async function legitimateFlowWorks() {
    const { pending, deviceId, phone } = world
    expect(await pending.auth.session.read()).toMatchObject({ state: 'second_factor' })
    expect(await pending.auth.login.verify({ deviceId, code: phone.code() })).toMatchObject({ verified: true })
    expect((await pending.send('/app/vault')).status).toBe(200)
  }

  return { ...world, send, legitimateFlowWorks }
}

const toNobody = new Map<string, ReturnType<typeof ask>>()

/** What the same call answers to a browser that holds nothing. */
function answerToNobody(call: Call): ReturnType<typeof ask> {
  const answer = toNobody.get(call.name) ?? ask(call)
  toNobody.set(call.name, answer)
  return answer
}

async function ask(call: Call) {
  const { send, bodyOf, pathOf } = await withToken('its own cookie')
  return await send(pathOf(call), call.route.method, bodyOf(call), false)
}

function isGiven(cookie: string): boolean {
  return !cookie.includes('Max-Age=0')
}

describe.for(Object.keys(slots))('in %s', (slot) => {
  const own = opensItsOwn.includes(slot)
  const strangers = calls.filter(({ name }) => !(own && itsOwn.includes(name)))

  test.for(strangers)('a pending login’s token changes no answer of $name', async (call: Call) => {
    const { send, bodyOf, pathOf, legitimateFlowWorks } = await withToken(slot)
    const body = bodyOf(call)
    const planted = await send(pathOf(call), call.route.method, body, true)
    const plain = await answerToNobody(call)
    expect(codeOf(planted.body)).toBe(denials[call.route.access] ?? codeOf(plain.body))
    expect(planted.status).toBe(plain.status)
    expect(planted.cookies.filter(isGiven)).toEqual(plain.cookies.filter(isGiven))
    expect(withoutIds(planted.body)).toBe(withoutIds(plain.body))
    if (!(own && endsIt.includes(call.name))) await legitimateFlowWorks()
  })

  test('it opens no route of the app', async () => {
    const { send, legitimateFlowWorks } = await withToken(slot)
    for (const method of ['GET', 'POST']) {
      for (const path of ['/app/home', '/app/vault', '/app/staff', '/app/lenient/page']) {
        const { status, body } = await send(path, method, null, true)
        expect([path, status, codeOf(body)]).toEqual([path, 401, 'unauthenticated'])
      }
      expect(JSON.parse((await send('/app/open', method, null, true)).body)).toMatchObject({ user: null })
    }
    await legitimateFlowWorks()
  })
})

function codeOf(text: string): string | undefined {
  return (JSON.parse(text) as { code?: string }).code
}

/** Ids are random; everything else of two answers must be the same. */
function withoutIds(text: string): string {
  return text.replaceAll(/"[\w-]{22}"/g, '"id"').replaceAll(/"[0-9a-f-]{36}"/g, '"id"')
}

test('every call of the table is either tried as a stranger, or is one of the four of a pending login', () => {
  const tried = calls.filter(({ route }) => route.access !== 'pending').map(({ name }) => name)
  const pending = calls.filter(({ route }) => route.access === 'pending').map(({ name }) => name)
  expect(pending).toEqual(['login.challenge', 'login.verify', 'login.giveUp'])
  expect([...tried, ...pending].toSorted()).toEqual(calls.map(({ name }) => name).toSorted())
})

describe('the other way round', () => {
  test.for(['keystep-login', 'both'])('a session’s token is no pending login in %s', async (slot) => {
    const { server, verified, deviceId, phone } = await setup()
    const browser = server.browser()
    const token = verified.cookies.get('keystep-session') ?? ''
    for (const planted of [token, `pen_${token.slice(4)}`]) {
      browser.cookies.set('keystep-login', planted)
      if (slot === 'both') browser.cookies.set('keystep-session', token)
      const response = await browser.post('/auth/login/verify', { deviceId, code: phone.code() })
      expect(await response.json()).toMatchObject({ code: 'login_expired' })
    }
  })

  test('a pending login beside a session of somebody else lends it nothing', async () => {
    const { server, pending } = await setup()
    const { browser } = await server.passwordStep('mary')
    browser.cookies.set('keystep-login', pending.cookies.get('keystep-login') ?? '')
    expect(await browser.auth.session.read()).toMatchObject({ user: { id: 'mary' }, verified: false })
    const response = await browser.send('/app/vault')
    expect(await response.json()).toMatchObject({ code: 'enrolment_required' })
    expect((await browser.auth.devices.list()).devices).toEqual([])
  })
})
