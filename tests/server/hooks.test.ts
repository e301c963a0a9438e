import { createHmac } from 'node:crypto'
import { backup, call, totp, twilioGateway } from '@keystep/server'
import { cheapHash, createTestServer } from '@keystep/testing'
import { expect, test } from 'vitest'

const authToken = '0123456789abcdef0123456789abcdef'
const hooksUrl = 'https://acme.example/auth/hooks'

/** Mary is enrolling a number that is called, through a Twilio that notes what it is asked. */
async function setup() {
  const asked: URLSearchParams[] = []
  const fetch: typeof globalThis.fetch = async (url, init) => {
    asked.push(new URLSearchParams(await new Request(url, init).text()))
    return Response.json({ sid: 'CA1' }, { status: 201 })
  }
  const gateway = twilioGateway({
    accountSid: 'AC0123456789abcdef0123456789abcdef',
    authToken,
    from: '+15005550006',
    hooksUrl,
    fetch,
  })
  const methods = [totp(), call({ gateway, countries: ['NL'] }), backup({ hash: cheapHash() })]
  const server = await createTestServer({ methods, people: ['mary'] })
  const { client, people, app } = server
  await client.login.start({ identifier: people.mary.user.identifier, password: people.mary.password })
  const { device } = await client.devices.begin({ method: 'call', number: '+31612345678', requestKey: 'one' })
  const hook = asked[0]?.get('Url') ?? ''

  /** As Twilio asks: signed, from no origin, without cookies. */
  async function ask(url = hook, fields: Record<string, string> = {}, signature = sign(url, fields)) {
    const path = new URL(url).pathname
    const body = new URLSearchParams(fields).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature }
    return await app.request(`http://inside:8080${path}`, { method: 'POST', body, headers })
  }
  return { ...server, device, asked, hook, ask }
}

function sign(url: string, fields: Record<string, string>): string {
  const sorted = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha1', authToken)
    .update(url + sorted.flat().join(''))
    .digest('base64')
}

/** The digits that are said, each on its own. */
function digitsIn(twiml: string): string {
  return [...twiml.matchAll(/<Say[^>]*>(\d)<\/Say>/g)].map(([, digit]) => digit).join('')
}

test('who picks up is asked for a key, hears the code after it, twice, and signs in with it', async () => {
  const { client, device, ask, hook } = await setup()
  const rings = await ask(hook, { CallSid: 'CA1', CallStatus: 'in-progress' })
  expect(rings.status).toBe(200)
  expect(rings.headers.get('content-type')).toContain('xml')
  expect(rings.headers.get('cache-control')).toBe('no-store')
  const greeting = await rings.text()
  expect(greeting).toContain('Hello, this is Keystep calling. Press any key to continue.')
  expect(digitsIn(greeting)).toBe('')
  const pressed = await (await ask(hook, { CallSid: 'CA1', Digits: '5' })).text()
  const digits = digitsIn(pressed)
  expect(digits).toHaveLength(12)
  expect(digits.slice(6)).toBe(digits.slice(0, 6))
  expect(await client.devices.confirm({ id: device.id, code: digits.slice(0, 6) })).toMatchObject({ verified: true })
})

test('speaks as they do where the user is from', async () => {
  const { ask, hook, store, people } = await setup()
  await store.saveUser({ ...people.mary.user, language: 'en-GB' })
  expect(await (await ask()).text()).toContain('language="en-GB"')
  await store.saveUser({ ...people.mary.user, language: 'nl-BE' })
  expect(await (await ask(hook, { Digits: '1' })).text()).toContain('<Say language="nl-BE">')
})

test('the code stands in no address and nowhere in what Twilio is told', async () => {
  const { asked, ask, hook, store } = await setup()
  const code = digitsIn(await (await ask(hook, { Digits: '1' })).text()).slice(0, 6)
  expect([...(asked[0]?.values() ?? [])].join(' ')).not.toContain(code)
  expect(hook).not.toContain(code)
  expect(JSON.stringify(await store.devicesOf('mary'))).not.toContain(code)
})

test('a request that Twilio did not sign learns nothing', async () => {
  const { ask, hook } = await setup()
  const fields = { Digits: '1' }
  for (const signature of ['', 'wrong', sign(`${hook}x`, fields), sign(hook, { Digits: '2' })]) {
    const refused = await ask(hook, fields, signature)
    expect(refused.status).toBe(403)
    expect(await refused.json()).toMatchObject({ code: 'origin_rejected' })
  }
})

test('a code that was used, replaced or has lapsed is not said any more', async () => {
  const { client, device, ask, hook, asked, clock } = await setup()
  const hear = async (url: string) => digitsIn(await (await ask(url, { Digits: '1' })).text()).slice(0, 6)
  clock.advance(30)
  await client.devices.challenge({ id: device.id })
  expect(await hear(hook)).toBe('')
  const second = asked[1]?.get('Url') ?? ''
  clock.advance(299)
  const code = await hear(second)
  expect(code).toHaveLength(6)
  clock.advance(1)
  expect(await hear(second)).toBe('')
  await client.devices.challenge({ id: device.id })
  const third = asked[2]?.get('Url') ?? ''
  await client.devices.confirm({ id: device.id, code: await hear(third) })
  expect(await hear(third)).toBe('')
})

test('an id that names nothing and a gateway that nobody has are told so', async () => {
  const { ask, app, hook } = await setup()
  const unknown = hook.replace(/[^/]+$/, `hok_${'a'.repeat(43)}`)
  for (const url of [unknown, hook.replace(/[^/]+$/, 'nonsense')]) {
    expect(digitsIn(await (await ask(url, { Digits: '1' })).text())).toBe('')
  }
  const other = await app.request('/auth/hooks/pigeon/hok_1', { method: 'POST' })
  expect(other.status).toBe(404)
  expect((await app.request(new URL(hook).pathname)).status).toBe(405)
})
