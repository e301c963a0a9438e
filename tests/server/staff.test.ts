import { expect, test } from 'vitest'
import { inboxGateway } from '@keystep/server'
import { refusal, startServer } from './start-server.ts'

async function setup() {
  const notices = inboxGateway(() => 0)
  const server = startServer({ notices, trustSeconds: 3600 })
  const olga = await server.signUpWithPhone('olga', { staff: true })
  const ada = await server.signUpWithPhone('ada', { name: 'Ada', email: 'ada@mail.example' })
  const step = async () => await olga.browser.auth.stepUp.verify({ deviceId: olga.deviceId, code: olga.phone.code() })
  return { server, notices, olga, ada, step }
}

test('staff finds a user by the whole identifier, address or id', async () => {
  const { olga, step } = await setup()
  await step()
  const found = async (name: string) => (await olga.browser.auth.staff.find({ name })).users.map(({ id }) => id)
  for (const name of ['ada', 'ada@example.com', 'Ada@Example.com', 'ada@mail.example']) {
    expect(await found(name)).toEqual(['ada'])
  }
  for (const name of ['ad', '%', 'nobody']) expect(await found(name)).toEqual([])
})

test('staff sees how a user signs in, and what happened, and no secret', async () => {
  const { olga, ada, step } = await setup()
  await step()
  const seen = await olga.browser.auth.staff.read({ id: 'ada' })
  expect(seen).toMatchObject({
    user: { id: 'ada', identifier: 'ada@example.com', name: 'Ada', staff: false, disabled: false },
    devices: [
      { method: 'totp', name: 'Phone' },
      { method: 'backup', tokensLeft: 10 },
    ],
    sessions: 1,
    trustedBrowsers: 0,
  })
  expect(seen.activity.map(({ name }) => name)).toContain('device.confirmed')
  const text = JSON.stringify(seen)
  for (const secret of [ada.begun.secret, ...ada.backupTokens]) expect(text).not.toContain(secret)
  await expect(olga.browser.auth.staff.read({ id: 'nobody' })).rejects.toMatchObject(refusal('not_found'))
})

test('a reset removes every device, ends everything, tells the user, and says who did it', async () => {
  const { server, notices, olga, ada, step } = await setup()
  await step()
  const { browser: trusted } = await server.passwordStep('ada')
  await trusted.auth.login.verify({ deviceId: ada.deviceId, code: ada.phone.code(), trustBrowser: true })
  expect(await olga.browser.auth.staff.reset({ id: 'ada', confirm: true })).toEqual({ reset: true })
  for (const browser of [ada.browser, trusted]) {
    expect(await browser.auth.session.read()).toMatchObject({ state: 'anonymous' })
  }
  expect(await server.keystep.devicesOf('ada')).toEqual([])
  expect((await server.keystep.activityOf('ada', { limit: 1 }))[0]).toMatchObject({
    name: 'devices.removed',
    actorId: 'olga',
  })
  await expect.poll(() => notices.messages[0]?.text).toContain('Our support turned off two-step verification')
  // With the password alone, and only until a device is enrolled again.
  const { state, browser } = await server.passwordStep('ada', trusted)
  expect(state).toMatchObject({ state: 'signed_in', verified: false, trustedBrowser: false })
  const { activity } = await browser.auth.activity.list()
  expect(activity[1]).toMatchObject({ name: 'devices.removed', by: 'staff' })
})

test('a reset asks for a fresh second factor', async () => {
  const { server, olga } = await setup()
  server.pass(301)
  await expect(olga.browser.auth.staff.reset({ id: 'ada', confirm: true })).rejects.toMatchObject(
    refusal('step_up_required'),
  )
  expect(await server.keystep.devicesOf('ada')).toHaveLength(2)
})

test('nobody else gets in: first whether signed in, then whether staff, then whether verified', async () => {
  const { server, ada, olga } = await setup()
  const calls = (auth: typeof ada.browser.auth) => [
    () => auth.staff.find({ name: 'ada' }),
    () => auth.staff.read({ id: 'ada' }),
    () => auth.staff.reset({ id: 'ada', confirm: true }),
  ]
  async function refusedWith(auth: typeof ada.browser.auth, code: string) {
    for (const call of calls(auth)) await expect(call()).rejects.toMatchObject(refusal(code))
  }
  await refusedWith(server.browser().auth, 'unauthenticated')
  await refusedWith((await server.passwordStep('olga')).browser.auth, 'unauthenticated')
  await refusedWith(ada.browser.auth, 'staff_required')
  await server.signUp('emil', { staff: true })
  await refusedWith((await server.passwordStep('emil')).browser.auth, 'enrolment_required')
  const { browser: trusted } = await server.passwordStep('olga')
  await trusted.auth.login.verify({ deviceId: olga.deviceId, code: olga.phone.code(), trustBrowser: true })
  await trusted.auth.session.logout()
  expect((await server.passwordStep('olga', trusted)).state).toMatchObject({ trustedBrowser: true })
  await refusedWith(trusted.auth, 'verification_required')
  expect(await server.keystep.devicesOf('ada')).toHaveLength(2)
})
