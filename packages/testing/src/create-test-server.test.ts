import { KeystepError } from '@keystep/contract'
import { totp } from '@keystep/server'
import { describe, expect, test } from 'vitest'
import { createTestServer, type TestServer } from './create-test-server.ts'
import type { Person } from './people.ts'

async function signIn({ client }: Pick<TestServer, 'client'>, { user, password, app }: Person, code = app.code()) {
  const owed = await client.login.start({ identifier: user.identifier, password })
  if (owed.state !== 'second_factor') return owed
  return await client.login.verify({ deviceId: owed.devices[0]?.id ?? '', code })
}

describe('a server that was just made', () => {
  test('signs ada in with her password and the code on her phone', async () => {
    const server = await createTestServer()
    const { ada } = server.people
    const state = await signIn(server, ada)
    expect(state).toMatchObject({ state: 'signed_in', verified: true, user: { id: 'ada', name: 'Ada Byron' } })
    expect(await server.client.session.read()).toMatchObject({ state: 'signed_in', verified: true })
  })

  test('signs ada in with a backup token, once', async () => {
    const server = await createTestServer({ people: ['ada'] })
    const { ada } = server.people
    expect(ada.backupTokens).toHaveLength(10)
    const useToken = async () => {
      const owed = await server.client.login.start({ identifier: ada.user.identifier, password: ada.password })
      const paper = owed.state === 'second_factor' && owed.devices.find(({ method }) => method === 'backup')
      return await server.client.login.verify({ deviceId: paper ? paper.id : '', code: ada.backupTokens[0] ?? '' })
    }
    expect(await useToken()).toMatchObject({ state: 'signed_in', device: { method: 'backup' } })
    await expect(useToken()).rejects.toMatchObject({ code: 'invalid_code' })
  })

  test('lets mary, who has nothing yet, set up an app', async () => {
    const server = await createTestServer({ people: ['mary'] })
    const { mary } = server.people
    expect(() => mary.app.code()).toThrow('empty')
    expect(await signIn(server, mary, '')).toMatchObject({ state: 'signed_in', hasDevice: false, verified: false })
    const begun = await server.client.devices.begin({ method: 'totp', requestKey: 'mine' })
    mary.app.scan(begun.otpauthUri ?? '')
    expect(mary.app.account).toBe('Keystep: mary@example.com')
    const done = await server.client.devices.confirm({ id: begun.device.id, code: mary.app.code() })
    expect(done).toMatchObject({ verified: true, hasDevice: true })
    expect(done.backupTokens).toHaveLength(10)
  })

  test('knows olga as staff', async () => {
    const server = await createTestServer({ people: ['olga'] })
    expect(await signIn(server, server.people.olga)).toMatchObject({ user: { staff: true } })
  })

  test('has no open session of anybody, and no event', async () => {
    const server = await createTestServer()
    expect(await server.client.session.read()).toMatchObject({ state: 'anonymous', now: '2026-01-05T09:00:00.000Z' })
    expect(server.events).toEqual([])
    expect(server.inbox.messages).toEqual([])
    expect(server.notices.messages).toEqual([])
  })
})

test('the clock stands until it is told to move', async () => {
  const server = await createTestServer({ people: ['ada'], loginSeconds: 60 })
  const { ada } = server.people
  await signIn(server, ada)
  const used = ada.app.code()
  expect(ada.app.secondsLeft()).toBe(30)
  await server.client.session.logout()
  await expect(signIn(server, ada)).rejects.toMatchObject({ code: 'invalid_code' })

  server.clock.advance(30)
  expect(ada.app.previous()).toBe(used)
  await signIn(server, ada)
  await server.client.session.logout()

  await server.client.login.start({ identifier: ada.user.identifier, password: ada.password })
  server.clock.advance(61)
  expect(await server.client.session.read()).toMatchObject({ state: 'anonymous' })
  server.clock.set(Date.UTC(2030, 0, 1))
  expect(await server.client.about.health()).toMatchObject({ now: '2030-01-01T00:00:00.000Z' })
})

test('two browsers share nothing but the server', async () => {
  const server = await createTestServer()
  const other = server.browser()
  await signIn(server, server.people.ada)
  await signIn(other, server.people.olga)
  expect(await server.client.session.read()).toMatchObject({ user: { id: 'ada' } })
  expect(await other.client.session.read()).toMatchObject({ user: { id: 'olga' } })
  await other.client.session.logout()
  expect(await server.client.session.read()).toMatchObject({ user: { id: 'ada' } })
  expect([...server.jar.all().keys()]).toEqual(['__Host-keystep-session', '__Host-keystep-recognised'])
})

test('a page of another origin brings its cookies and is refused all the same', async () => {
  const server = await createTestServer({ people: ['mary'] })
  const foreign = server.browser({ origin: 'https://evil.example' })
  const { user, password } = server.people.mary
  await expect(foreign.client.login.start({ identifier: user.identifier, password })).rejects.toMatchObject({
    code: 'origin_rejected',
  })
})

test('the app adds routes of its own, and guards them', async () => {
  const server = await createTestServer({
    routes: (app, keystep) =>
      app.get('/api/me', keystep.requireVerified(), (c) => c.json(c.var.keystep.user?.identifier)),
  })
  expect((await server.fetch('/api/me')).status).toBe(401)
  await signIn(server, server.people.ada)
  expect(await (await server.fetch('/api/me')).json()).toBe('ada@example.com')
})

test("events, mail and the server's own options are at hand", async () => {
  const server = await createTestServer({ methods: [totp({ digits: 8 })], freshSeconds: 60, people: ['ada'] })
  const { ada } = server.people
  expect(ada.app.code()).toMatch(/^\d{8}$/)
  await expect(signIn(server, ada, '00000000')).rejects.toBeInstanceOf(KeystepError)
  expect(await signIn(server, ada)).toMatchObject({ policy: { freshSeconds: 60 } })
  expect(server.events.map(({ name }) => name)).toEqual(['verification.failed', 'user.verified'])
  await server.client.password.forgot({ identifier: 'ada@example.com' })
  await expect.poll(() => server.inbox.messages[0]?.text).toContain('https://localhost/reset#token=')
})

test('what people are told of changes to their account arrives apart from their codes', async () => {
  const server = await createTestServer({ people: ['ada', 'emmy'], methods: ['totp', 'email', 'backup'] })
  const codes = server.inbox.messages.length
  await signIn(server, server.people.ada)
  await server.client.backupTokens.renew()
  await expect.poll(() => server.notices.messages.length).toBe(1)
  expect(server.notices.messages[0]).toMatchObject({
    to: 'ada@example.com',
    text: expect.stringContaining('New backup tokens were made for your account.'),
  })
  expect(server.inbox.messages).toHaveLength(codes)
})

test('a server that strangers could reach refuses the cheap hash', async () => {
  await expect(createTestServer({ origin: 'https://acme.example' })).rejects.toThrow('for tests only')
})
