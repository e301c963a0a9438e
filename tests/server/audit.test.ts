import { expect, test } from 'vitest'
import { refusal, password, startServer } from './start-server.ts'

async function setup(options: Parameters<typeof startServer>[0] = {}) {
  const server = startServer({ clientAddress: () => '192.0.2.7', ...options })
  const ada = await server.signUpWithPhone('ada')
  const events = async (id = 'ada') => await server.keystep.activityOf(id, { limit: 100 })
  const names = async (id = 'ada') => (await events(id)).map(({ name }) => name)
  return { server, ...ada, events, names }
}

test('a first device leaves the sign-up, the sign-in and the confirmation, with who, where and when', async () => {
  const { events, server, deviceId } = await setup()
  expect(await events()).toMatchObject([
    {
      name: 'device.confirmed',
      userId: 'ada',
      actorId: 'ada',
      device: { id: deviceId, method: 'totp', name: 'Phone' },
      address: '192.0.2.7',
      at: server.now() - 30_000,
      sessionId: expect.any(String),
    },
    { name: 'first_factor.passed', detail: { amr: 'pwd' }, sessionId: expect.any(String) },
    { name: 'user.created', actorId: null, address: null },
  ])
})

test('right and wrong passwords and codes are told apart, also for a user nobody knows', async () => {
  const { server, phone, deviceId, names, events } = await setup()
  const before = (await names()).length
  const browser = server.browser()
  await expect(browser.auth.login.start({ identifier: 'ada@example.com', password: 'no' })).rejects.toBeDefined()
  await expect(browser.auth.login.start({ identifier: 'ghost@example.com', password })).rejects.toBeDefined()
  await server.passwordStep('ada', browser)
  await expect(browser.auth.login.verify({ deviceId, code: '000000' })).rejects.toBeDefined()
  await expect(browser.auth.login.verify({ deviceId, code: 'x' })).rejects.toMatchObject(refusal('bad_request'))
  await browser.auth.login.verify({ deviceId, code: phone.code() })
  const [passed, failed, ...rest] = (await events()).slice(0, -before)
  expect(passed).toMatchObject({ name: 'verification.passed', detail: { purpose: 'login' } })
  expect(failed).toMatchObject({ name: 'verification.failed', detail: { purpose: 'login', failures: 1 } })
  expect(rest.map(({ name }) => name)).toEqual(['first_factor.passed', 'first_factor.failed'])
  const { id } = (await server.store.sessionsOf('ada'))[0] ?? {}
  expect(passed?.sessionId).toBe(id)
})

test('what changes an account is written down as what it was', async () => {
  const { server, browser, phone, deviceId, names } = await setup({ trustSeconds: 3600 })
  const { auth } = browser
  const tail = async (count: number) => (await names()).slice(0, count)
  await auth.stepUp.verify({ deviceId, code: phone.code() })
  await auth.devices.change({ id: deviceId, name: 'Tablet' })
  await auth.devices.change({ id: deviceId, default: true })
  const { tokens } = await auth.backupTokens.renew()
  await auth.backupTokens.confirm({ token: tokens[0] ?? '' })
  expect(await tail(5)).toEqual([
    'tokens.confirmed',
    'tokens.renewed',
    'device.made_default',
    'device.renamed',
    'verification.passed',
  ])
  server.pass(30)
  const { browser: other } = await server.passwordStep('ada')
  await other.auth.login.verify({ deviceId, code: phone.code(), trustBrowser: true })
  expect(await tail(3)).toEqual(['browser.trusted', 'verification.passed', 'first_factor.passed'])
  const { browsers } = await auth.trustedBrowsers.list()
  await auth.trustedBrowsers.end({ id: browsers[0]?.id ?? '' })
  const { sessions } = await auth.sessions.list()
  await auth.sessions.end({ id: sessions.find(({ current }) => !current)?.id ?? '' })
  await auth.sessions.endOthers()
  await auth.password.change({ currentPassword: password, newPassword: 'another horse battery' })
  await auth.devices.disable({ confirm: true })
  await auth.session.logout()
  expect(await tail(6)).toEqual([
    'session.ended',
    'devices.removed',
    'password.changed',
    'sessions.ended',
    'session.ended',
    'trust.ended',
  ])
})

test('a device that is removed is written down with its name; an enrolment that was given up is not', async () => {
  const { browser, deviceId, events } = await setup()
  const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'second' })
  await browser.auth.devices.remove({ id: begun.device.id })
  expect((await events())[0]?.name).toBe('device.confirmed')
  await browser.auth.devices.remove({ id: deviceId })
  expect((await events())[0]).toMatchObject({ name: 'device.removed', device: { name: 'Phone' } })
})

test('what the app does in process is the app’s', async () => {
  const { server, events } = await setup()
  const { keystep } = server
  await keystep.addBackupToken('ada')
  await keystep.users.update('ada', { name: 'Ada' })
  await keystep.users.disable('ada')
  await keystep.users.enable('ada')
  await keystep.endSessions('ada')
  await keystep.passwordChanged('ada')
  await server.builtIn.set('ada', 'another horse battery')
  await keystep.resetUser('ada')
  const done = (await events()).slice(0, 8)
  expect(done.map(({ name }) => name).toReversed()).toEqual([
    'token.added',
    'user.changed',
    'user.disabled',
    'user.enabled',
    'sessions.ended',
    'password.changed',
    'password.changed',
    'devices.removed',
  ])
  expect(done.every(({ actorId, userId }) => actorId === null && userId === 'ada')).toBe(true)
  await keystep.users.delete('ada')
  expect(await events()).toMatchObject([{ name: 'user.deleted', actorId: null }])
})

test('a reset of the password is written down when it is asked for and when it is done', async () => {
  const { server, names } = await setup()
  const { auth } = server.browser()
  await auth.password.forgot({ identifier: 'ada@example.com' })
  await expect.poll(() => server.inbox.messages.length).toBe(1)
  const [, link = ''] = /#token=(\S+)/.exec(server.inbox.messages[0]?.text ?? '') ?? []
  await auth.password.reset({ token: link, password: 'another horse battery' })
  expect((await names()).slice(0, 2)).toEqual(['password.reset', 'password.reset_asked'])
})

test('no event holds a secret', async () => {
  const { server, browser, phone, deviceId, backupTokens, events, begun } = await setup()
  await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
  const kept = JSON.stringify(await events())
  const cookies = [...browser.cookies.values()]
  for (const secret of [password, begun.secret, phone.code(), ...backupTokens, ...cookies]) {
    expect(secret).toBeTruthy()
    expect(kept).not.toContain(secret)
  }
  expect(kept).toContain(deviceId)
  expect(server.faults).toEqual([])
})

test('its user reads what happened, and is told what was theirs', async () => {
  const { server, browser } = await setup()
  await server.keystep.users.update('ada', { name: 'Ada' })
  const { activity } = await browser.auth.activity.list()
  expect(activity.map(({ name, by, current }) => [name, by, current])).toEqual([
    ['user.changed', 'app', false],
    ['device.confirmed', 'user', true],
    ['first_factor.passed', 'user', true],
    ['user.created', 'app', false],
  ])
  await expect(server.browser().auth.activity.list()).rejects.toMatchObject(refusal('unauthenticated'))
})
