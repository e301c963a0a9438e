import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { inboxGateway, type EmailGateway, type EmailMessage } from '@keystep/server'
import { password, startServer } from './start-server.ts'

const start = Date.UTC(2026, 10, 2, 10)

async function setup(options: Parameters<typeof startServer>[0] = {}) {
  const notices = inboxGateway(() => start)
  const server = startServer({ notices, clientAddress: () => '192.0.2.7', withEmail: {}, ...options })
  await server.signUp('ada', { email: 'ada@example.com' })
  const { browser } = await server.passwordStep('ada')
  const enrolled = await server.enrol(browser)
  server.pass(30)
  /** What was told since it was asked before, the first sentence of each mail. */
  let seen = 0
  async function told(count: number): Promise<[string, string][]> {
    await expect.poll(() => notices.messages.length).toBe(seen + count)
    seen += count
    const latest = notices.messages.slice(0, count).toReversed()
    return latest.map(({ to, text }) => [to, text?.split('\n')[0] ?? ''])
  }
  return { server, notices, browser, ...enrolled, told }
}

describe('its user is told by mail', () => {
  test('when a device is added, by what, when and from where', async () => {
    const { notices, told } = await setup()
    await told(1)
    expect(notices.messages[0]).toEqual({
      to: 'ada@example.com',
      subject: 'A change to your Acme account',
      text: [
        '“Phone” was added to the two-step verification of your account.',
        'November 2, 2026 at 10:00 AM UTC, 192.0.2.7',
        'If that was you, there is nothing to do. If it was not, sign in to Acme, change your password and look through your devices, or ask Acme for help.',
      ].join('\n\n'),
      sentAt: start,
    })
  })

  test('of every change, at every address but the one that comes along', async () => {
    const { server, browser, phone, deviceId, told } = await setup()
    await told(1)
    const { auth } = browser
    const added = await server.enrolEmail(browser, 'ada@home.example')
    expect(await told(1)).toEqual([
      ['ada@example.com', '“E-mail” was added to the two-step verification of your account.'],
    ])
    await auth.stepUp.verify({ deviceId, code: phone.code() })
    await auth.backupTokens.renew()
    const both = ['ada@example.com', 'ada@home.example']
    const renewed = await told(2)
    expect(renewed.map(([to]) => to).toSorted()).toEqual(both)
    expect(renewed[0]?.[1]).toBe('New backup tokens were made for your account.')
    await auth.devices.remove({ id: added.deviceId })
    const removed = await told(2)
    expect(removed.map(([to]) => to).toSorted()).toEqual(both)
    expect(removed[0]?.[1]).toBe('“E-mail” was removed from the two-step verification of your account.')
    await auth.password.change({ currentPassword: password, newPassword: 'another horse battery' })
    expect(await told(1)).toEqual([
      ['ada@example.com', 'The password of your account was changed, and it was signed out everywhere else.'],
    ])
    await auth.devices.disable({ confirm: true })
    expect(await told(1)).toEqual([['ada@example.com', 'Two-step verification was turned off for your account.']])
  })

  test('when a backup token is used, with how many are left', async () => {
    const { server, backupTokens, told } = await setup()
    await told(1)
    const backup = (await server.keystep.devicesOf('ada')).find(({ method }) => method === 'backup')
    for (const left of [9, 8]) {
      const { browser } = await server.passwordStep('ada')
      await browser.auth.login.verify({ deviceId: backup?.id ?? '', code: backupTokens[left] ?? '' })
      expect(await told(1)).toEqual([
        ['ada@example.com', `A backup token was used to sign in to your account. ${left} are left.`],
      ])
    }
  })

  test('after 3, 10 and 50 wrong codes behind the right password, and when they suspend the device: once each', async () => {
    const { server, deviceId, told } = await setup({ throttle: { firstWaitSeconds: 0, longestWaitSeconds: 0 } })
    await told(1)
    const { browser } = await server.passwordStep('ada')
    for (let count = 1; count <= 104; count++) {
      await expect(browser.auth.login.verify({ deviceId, code: '000000' })).rejects.toBeDefined()
    }
    const sentences = (await told(4)).map(([, sentence]) => sentence)
    expect(sentences.map((sentence) => /\d+/.exec(sentence)?.[0])).toEqual(['3', '10', '50', '100'])
    expect(sentences[3]).toContain('“Phone” is suspended')
  })

  test('of nothing while a device is being enrolled, nor when a change was refused', async () => {
    const { server, browser, told } = await setup()
    await told(1)
    const begun = await browser.auth.devices.begin({ method: 'totp', requestKey: 'second' })
    for (let count = 0; count < 4; count++) {
      await expect(browser.auth.devices.confirm({ id: begun.device.id, code: '000000' })).rejects.toBeDefined()
    }
    server.pass(600)
    await expect(browser.auth.devices.disable({ confirm: true })).rejects.toBeDefined()
    await server.keystep.resetUser('ada')
    expect(await told(1)).toEqual([
      [
        'ada@example.com',
        'Our support turned off two-step verification for your account, and signed it out everywhere.',
      ],
    ])
  })

  test('at the old address, when somebody changes that first', async () => {
    const { server, browser, told, deviceId, phone } = await setup()
    await told(1)
    await server.keystep.users.update('ada', { email: 'mallory@example.net' })
    expect(await told(1)).toEqual([
      ['ada@example.com', 'The e-mail address of your account was changed. This mail goes to the old one.'],
    ])
    await browser.auth.stepUp.verify({ deviceId, code: phone.code() })
    await browser.auth.backupTokens.renew()
    expect((await told(1)).map(([to]) => to)).toEqual(['mallory@example.net'])
  })

  test('in their language', async () => {
    const { server, told } = await setup()
    await told(1)
    await server.signUp('mary', { language: 'nl' })
    const { browser } = await server.passwordStep('mary')
    await server.enrol(browser, 'Telefoon')
    expect(await told(1)).toEqual([
      ['mary@example.com', '„Telefoon” is toegevoegd aan de verificatie in twee stappen van je account.'],
    ])
  })
})

/** A mail server that refuses everything until it is healed. */
function failing() {
  const inbox = inboxGateway(() => start)
  let fails = true
  const gateway: EmailGateway = {
    async sendEmail(message: EmailMessage) {
      if (fails) throw new Error('550 no such mailbox')
      await inbox.sendEmail(message)
    },
  }
  return { gateway, inbox, heal: () => void (fails = false) }
}

describe('a notice that cannot leave', () => {
  test('is kept sealed, is told to the app, and leaves later', async () => {
    const { gateway, inbox, heal } = failing()
    const server = startServer({ notices: gateway })
    const failures = server.listen('notice.failed')
    await server.signUp('ada')
    await server.enrol((await server.passwordStep('ada')).browser)
    await expect.poll(() => failures.length).toBe(1)
    expect(failures[0]).toMatchObject({ userId: 'ada', dropped: false })
    expect(await server.keystep.maintain()).toMatchObject({ sent: 0 })
    heal()
    server.pass(59)
    expect(await server.keystep.maintain()).toMatchObject({ sent: 0 })
    server.pass(1)
    expect(await server.keystep.maintain()).toMatchObject({ sent: 1 })
    expect(await server.keystep.maintain()).toMatchObject({ sent: 0 })
    expect(inbox.messages).toHaveLength(1)
  })

  test('is dropped after some hours, and the app is told', async () => {
    const server = startServer({ notices: failing().gateway })
    const failures = server.listen('notice.failed')
    await server.signUpWithPhone('ada')
    await expect.poll(() => failures.length).toBe(1)
    for (let round = 0; round < 20; round++) {
      server.pass(3600)
      await server.keystep.maintain()
    }
    expect(failures.map(({ dropped }) => dropped)).toEqual([...Array.from({ length: 11 }, () => false), true])
  })

  test('of a process that died leaves from another, once its lease is over', async () => {
    const inbox = inboxGateway(() => start)
    const server = startServer({ notices: inbox })
    await server.signUp('ada')
    // Sealed by a process of the same keys, which claimed it and died.
    const dying = startServer({ notices: { sendEmail: () => new Promise(() => {}) }, throughStore: () => server.store })
    await dying.keystep.resetUser('ada')
    await server.keystep.maintain()
    expect(inbox.messages).toEqual([])
    server.pass(150)
    expect(await server.keystep.maintain()).toMatchObject({ sent: 1 })
    expect(inbox.messages).toMatchObject([{ to: 'ada@example.com', text: expect.stringContaining('Our support') }])
  })
})

test('maintenance goes round until it is stopped, and the stop waits for the round under way', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  let claims = 0
  const server = startServer({
    notices: inboxGateway(() => start),
    throughStore: (store) => ({
      ...store,
      async claimMessages(claim) {
        claims += 1
        await held
        return await store.claimMessages(claim)
      },
    }),
  })
  const stop = server.keystep.start({ everySeconds: 5 })
  await vi.advanceTimersByTimeAsync(4999)
  expect(claims).toBe(0)
  await vi.advanceTimersByTimeAsync(5001)
  expect(claims).toBe(1)
  let stopped = false
  const stopping = stop().then(() => (stopped = true))
  await Promise.resolve()
  expect(stopped).toBe(false)
  release()
  await stopping
  await vi.advanceTimersByTimeAsync(60_000)
  expect(claims).toBe(1)
})

test('a stop and a round of maintenance wait for the notice that is leaving', async () => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const inbox = inboxGateway(() => start)
  const slow: EmailGateway = {
    async sendEmail(message) {
      await held
      await inbox.sendEmail(message)
    },
  }
  const server = startServer({ notices: slow })
  await server.signUp('ada')
  await server.keystep.resetUser('ada')
  const waiting = [server.keystep.start()(), server.keystep.maintain()].map(async (ended) => {
    await ended
    return inbox.messages.length
  })
  release()
  expect(await Promise.all(waiting)).toEqual([1, 1])
  expect(await server.keystep.maintain()).toMatchObject({ sent: 0 })
})
