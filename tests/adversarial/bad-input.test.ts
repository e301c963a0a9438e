import { statusOf } from '@keystep/contract'
import { describe, expect, test } from 'vitest'
import { createAuthenticator } from '../server/authenticator.ts'
import { badBodies, strangeOrigins, wrongTypesOfContent } from './bad-bodies.ts'
import { type Call, calls, callsWithBody, setup } from './valid-calls.ts'

const json = { 'content-type': 'application/json' }

/** What six calls in a row are answered. */
async function codesOf(call: () => Promise<Response>): Promise<readonly string[]> {
  const codes: string[] = []
  for (let at = 0; at < 6; at++) codes.push(((await (await call()).json()) as { code: string }).code)
  return codes
}

/** A world, what it looked like before, and what was answered otherwise than it should have been. */
async function watched() {
  const world = await setup()
  const { server, verified, pending, deviceId, phone, enrolment } = world
  const look = async () => ({
    session: await verified.auth.session.read(),
    devices: await verified.auth.devices.list(),
    login: await pending.auth.session.read(),
    users: [await server.keystep.users.find('ada'), await server.keystep.users.find('mary')],
    mails: [...server.inbox.messages],
    cookies: [[...verified.cookies], [...pending.cookies]],
  })
  const before = await look()
  const found: string[] = []

  /** Notes everything about an answer that is not a problem of that code. */
  async function note(what: string, response: Response, codes: readonly string[]) {
    const text = await response.text()
    const body = (() => {
      try {
        return JSON.parse(text) as { code?: string; status?: number; type?: string; title?: string }
      } catch {
        return {}
      }
    })()
    const right =
      codes.includes(body.code ?? '') &&
      body.status === response.status &&
      statusOf[body.code as keyof typeof statusOf] === response.status &&
      body.type === `urn:keystep:problem:${body.code}` &&
      typeof body.title === 'string' &&
      response.headers.get('content-type') === 'application/problem+json' &&
      response.headers.get('cache-control') === 'no-store' &&
      response.headers.getSetCookie().length === 0
    if (!right) found.push(`${what}: ${response.status} ${text.slice(0, 200)}`)
  }

  /** What came of it all: the answers, what changed, and how many wrong codes are still judged. */
  async function outcome() {
    const after = await look()
    const newPhone = createAuthenticator(enrolment.otpauthUri ?? '', server.now)
    const device = await codesOf(() => pending.post('/auth/login/verify', { deviceId, code: phone.wrongCode() }))
    const confirm = `/auth/devices/${enrolment.device.id}/confirm`
    const enrolled = await codesOf(() => verified.post(confirm, { code: newPhone.wrongCode() }))
    server.pass(30)
    const { state } = await pending.auth.login.verify({ deviceId, code: phone.code() })
    const inherited = Object.keys(Object.prototype)
    const planted = ({} as Record<string, unknown>)['verified']
    return { answers: found, after, faults: server.faults, device, enrolled, state, inherited, planted }
  }

  const fiveAreJudged = [...Array<string>(5).fill('invalid_code'), 'throttled']
  const untouched = {
    answers: [],
    after: before,
    faults: [],
    device: fiveAreJudged,
    enrolled: fiveAreJudged,
    state: 'signed_in',
    inherited: [],
    planted: undefined,
  }

  return { ...world, note, outcome, untouched }
}

describe.for(callsWithBody)('$name', (call: Call) => {
  const { method } = call.route

  test('refuses every body but the right one', async () => {
    const { bodyOf, pathOf, callerOf, note, outcome, untouched } = await watched()
    for (const { why, text, code = 'bad_request' } of badBodies(bodyOf(call) ?? {})) {
      const response = await callerOf(call).send(pathOf(call), { method, headers: json, body: text })
      await note(`a body that ${why}`, response, [code])
    }
    expect(await outcome()).toEqual(untouched)
  })

  test('refuses five megabytes, with a length and without', async () => {
    const { pathOf, callerOf, note, outcome, untouched } = await watched()
    const size = 5 * 1024 * 1024
    const text = JSON.stringify({ code: 'x'.repeat(size) })
    const said = { ...json, 'content-length': String(text.length) }
    for (const headers of [said, json, { ...json, 'content-length': '10' }]) {
      const response = await callerOf(call).send(pathOf(call), { method, headers, body: text })
      await note('5 MB', response, ['body_too_large'])
    }
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(1024).fill(32))
      },
    })
    const streamed = { method, headers: json, body: endless, duplex: 'half' } as RequestInit
    await note('an endless body', await callerOf(call).send(pathOf(call), streamed), ['body_too_large'])
    expect(pulled).toBeLessThan(64)
    expect(await outcome()).toEqual(untouched)
  })

  test('refuses whatever does not say that it is JSON', async () => {
    const { bodyOf, pathOf, callerOf, note, outcome, untouched } = await watched()
    const body = new TextEncoder().encode(JSON.stringify(bodyOf(call)))
    for (const type of wrongTypesOfContent) {
      const headers: Record<string, string> = type === null ? {} : { 'content-type': type }
      const response = await callerOf(call).send(pathOf(call), { method, headers, body })
      await note(`the type ${type}`, response, ['not_json'])
    }
    expect(await outcome()).toEqual(untouched)
  })
})

describe.for(calls.filter(({ route }) => route.method !== 'GET'))('$name', (call: Call) => {
  const { method } = call.route

  test('refuses strange origins before anything else', async () => {
    const { bodyOf, pathOf, callerOf, note, outcome, untouched } = await watched()
    const body = bodyOf(call)
    for (const origin of strangeOrigins) {
      const headers = { ...(body && json), ...origin }
      const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
      await note(JSON.stringify(origin), await callerOf(call).send(pathOf(call), init), ['origin_rejected'])
    }
    expect(await outcome()).toEqual(untouched)
  })
})

describe.for(calls)('$name', (call: Call) => {
  const { method } = call.route

  test('refuses other methods', async () => {
    const { pathOf, callerOf, verified, note, outcome, untouched } = await watched()
    const path = pathOf(call)
    const pattern = call.route.path
    const taken = calls.filter(({ route }) => route.path === pattern).map(({ route }) => route.method as string)
    for (const other of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND', 'get'].filter(
      (m) => !taken.includes(m.toUpperCase()),
    )) {
      const sender = call.route.access === 'pending' ? callerOf(call) : verified
      for (const headers of [
        {},
        { 'x-http-method-override': method, 'x-http-method': method, 'x-method-override': method },
      ]) {
        const response = await sender.send(`${path}?_method=${method}`, { method: other, headers })
        await note(`${other} ${path}`, response, ['method_not_allowed'])
      }
    }
    expect(await outcome()).toEqual(untouched)
  })
})

test('paths that are none are not found', async () => {
  const { verified, note, outcome, untouched } = await watched()
  const paths = ['', '/', '/nothing', '/session/', '/SESSION', '/login/verify/', '/devices//confirm', '//login']
  for (const path of paths) {
    await note(path, await verified.send(`/auth${path}`), ['not_found'])
  }
  expect(await outcome()).toEqual(untouched)
})

test('ids that are none are refused', async () => {
  const { verified, note, outcome, untouched } = await watched()
  const ids = ['x'.repeat(65), 'x'.repeat(5000), '%00', '%ff', '%', '%2e', '%F0%9F%92%A9', "'%20OR%201=1", '__proto__']
  for (const id of ids) {
    const removed = await verified.send(`/auth/devices/${id}`, { method: 'DELETE' })
    await note(`DELETE ${id}`, removed, ['bad_request', 'not_found', 'method_not_allowed'])
    const confirmed = await verified.post(`/auth/devices/${id}/confirm`, { code: '123456' })
    await note(`confirm ${id}`, confirmed, ['bad_request', 'not_found', 'method_not_allowed'])
  }
  expect(await outcome()).toEqual(untouched)
})

test('cookies that are none are nobody', async () => {
  const { server, outcome, untouched } = await watched()
  const odd = [
    '',
    '=',
    ';;',
    'ses_',
    `ses_${'x'.repeat(42)}`,
    'x'.repeat(7000),
    '%00',
    '%E0%A4%A',
    '"',
    '[object Object]',
  ]
  for (const value of odd) {
    for (const name of ['keystep-session', 'keystep-login']) {
      const response = await server.browser().send('/auth/session', { headers: { cookie: `${name}=${value}` } })
      expect(await response.json()).toMatchObject({ state: 'anonymous' })
    }
  }
  expect(await outcome()).toEqual(untouched)
})

test('JSON is JSON in any spelling of its type', async () => {
  const { server, bodyOf } = await setup()
  const body = JSON.stringify(bodyOf(calls.find(({ name }) => name === 'login.start') as Call))
  for (const type of [
    'application/json',
    'APPLICATION/JSON',
    'application/json; charset=utf-8',
    'application/json;x',
  ]) {
    const init = { method: 'POST', headers: { 'content-type': type }, body }
    expect(await (await server.browser().send('/auth/login', init)).json()).toMatchObject({ state: 'signed_in' })
  }
})

test('a browser that sends no origin but says same-origin is the app’s own', async () => {
  const { server, bodyOf } = await setup()
  const body = JSON.stringify(bodyOf(calls.find(({ name }) => name === 'login.start') as Call))
  const headers = new Headers({ ...json, 'sec-fetch-site': 'same-origin' })
  const response = await server.app.request('http://localhost:3000/auth/login', { method: 'POST', headers, body })
  expect(response.status).toBe(200)
  for (const site of ['same-site', 'cross-site', 'none', '']) {
    headers.set('sec-fetch-site', site)
    const refused = await server.app.request('http://localhost:3000/auth/login', { method: 'POST', headers, body })
    expect(await refused.json()).toMatchObject({ code: 'origin_rejected' })
  }
})
