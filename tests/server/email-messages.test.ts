import type { EmailGateway, EmailMessage } from '@keystep/server'
import { describe, expect, test } from 'vitest'
import { refusal, startServer } from './start-server.ts'

/** A gateway that does what the test says, and remembers what it was given. */
function gateway() {
  const given: EmailMessage[] = []
  const state: { behave: () => Promise<void> } = { behave: async () => {} }
  const port: EmailGateway = {
    async sendEmail(message) {
      given.push(message)
      await state.behave()
    },
  }
  return { given, port, state, code: () => /^\d{6}$/m.exec(given.at(-1)?.text ?? '')?.[0] ?? '' }
}

async function setup() {
  const mail = gateway()
  const server = startServer({ withEmail: { gateway: mail.port }, deliverySeconds: 0.05 })
  await server.signUp('mary', { email: 'mary@example.com' })
  const { browser } = await server.passwordStep('mary')
  const { deviceId, phone } = await server.enrol(browser)
  const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'mail' })
  await browser.auth.devices.confirm({ id: begun.device.id, code: mail.code() })
  server.pass(60)
  const login = await server.passwordStep('mary')
  return { server, mail, auth: login.browser.auth, emailId: begun.device.id, phoneId: deviceId, phone }
}

const failing = {
  rejects: async () => {
    throw new Error('550 no such mailbox mary@example.com')
  },
  hangs: () => new Promise<void>(() => {}),
}

describe.for(['rejects', 'hangs'] as const)('a gateway that %s', (how) => {
  test('is told as it is, leaves the other devices usable, and may be asked again at once', async () => {
    const { server, mail, auth, emailId, phoneId, phone } = await setup()
    mail.state.behave = failing[how]
    const failed = server.listen('delivery.failed')
    const refused = await auth.login.challenge({ deviceId: emailId }).catch((error: unknown) => error)
    expect(refused).toMatchObject(refusal('delivery_failed'))
    expect(JSON.stringify(refused)).not.toContain('mary@')
    const user = { id: 'mary', identifier: 'mary@example.com', email: 'mary@example.com' }
    expect(failed).toMatchObject([{ user, device: { id: emailId, method: 'email' }, error: expect.any(Error) }])
    expect(server.faults).toEqual([])

    mail.state.behave = async () => {}
    const { sent } = await auth.login.challenge({ deviceId: emailId })
    expect(sent).not.toBeNull()
    expect(await auth.login.verify({ deviceId: phoneId, code: phone.code() })).toMatchObject({ verified: true })
  })

  test('fails an enrolment the same way, and the same request tries again', async () => {
    const { server, mail } = await setup()
    await server.signUp('emmy', { email: 'emmy@example.com' })
    const { browser } = await server.passwordStep('emmy')
    mail.state.behave = failing[how]
    const begin = () => browser.auth.devices.begin({ method: 'email', requestKey: 'mail' })
    await expect(begin()).rejects.toMatchObject(refusal('delivery_failed'))
    mail.state.behave = async () => {}
    const begun = await begin()
    expect(await browser.auth.devices.confirm({ id: begun.device.id, code: mail.code() })).toMatchObject({
      verified: true,
    })
  })
})

test('a code that arrives after its gateway was given up still works', async () => {
  const { mail, auth, emailId } = await setup()
  mail.state.behave = failing.hangs
  await expect(auth.login.challenge({ deviceId: emailId })).rejects.toMatchObject(refusal('delivery_failed'))
  expect(await auth.login.verify({ deviceId: emailId, code: mail.code() })).toMatchObject({ verified: true })
})

test('a mail says what the code is for, how long it works, and whose it is', async () => {
  const { mail, auth, emailId } = await setup()
  await auth.login.challenge({ deviceId: emailId })
  const message = mail.given.at(-1)
  expect(message).toMatchObject({ to: 'mary@example.com', subject: `${mail.code()} is your Acme code` })
  expect(message?.text).toContain('to sign in to Acme')
  expect(message?.text).toContain('within 5 minutes')
  expect(message).not.toHaveProperty('html')
})

test('a mail is in the user’s language, in the app’s own words where it has some', async () => {
  const server = startServer({ withEmail: {}, texts: { 'nl-BE': { emailCodeSubject: ({ code }) => `Code: ${code}` } } })
  const languages = { mary: 'nl', emmy: 'nl-BE', ada: 'de' }
  for (const [id, language] of Object.entries(languages)) {
    // oxlint-disable-next-line no-await-in-loop -- one mail after the other
    await server.signUp(id, { email: `${id}@example.com`, language })
    // oxlint-disable-next-line no-await-in-loop -- one mail after the other
    const { browser } = await server.passwordStep(id)
    // oxlint-disable-next-line no-await-in-loop -- one mail after the other
    await browser.auth.devices.begin({ method: 'email', requestKey: 'mail' })
  }
  const [ada, emmy, mary] = server.inbox.messages
  expect(mary?.subject).toMatch(/^\d{6} is je code voor Acme$/)
  expect(mary?.text).toContain('om dit adres toe te voegen bij Acme')
  expect(emmy?.subject).toMatch(/^Code: \d{6}$/)
  expect(emmy?.text).toBe(mary?.text.replace(/^\d{6}$/m, /^\d{6}$/m.exec(emmy?.text ?? '')?.[0] ?? ''))
  expect(ada?.subject).toMatch(/^\d{6} is your Acme code$/)
})

test('subject, text and html are the app’s where it gives them', async () => {
  const server = startServer({
    issuer: (user) => `Acme of ${user.name}`,
    withEmail: {
      digits: 8,
      lifetimeSeconds: 600,
      subject: ({ issuer, purpose }) => `${issuer}: ${purpose}`,
      text: ({ code, minutes, user }) => `${code}\n${minutes}\n${user.id}`,
      html: ({ code }) => `<b>${code}</b>`,
    },
  })
  await server.signUp('mary', { email: 'mary@example.com', name: 'Mary' })
  const { browser } = await server.passwordStep('mary')
  const begun = await browser.auth.devices.begin({ method: 'email', requestKey: 'mail' })
  const code = server.mailedCode()
  expect(code).toMatch(/^\d{8}$/)
  expect(begun.device.codeLength).toBe(8)
  expect(server.inbox.messages[0]).toMatchObject({
    subject: 'Acme of Mary: setup',
    text: `${code}\n10\nmary`,
    html: `<b>${code}</b>`,
  })
  expect(await browser.auth.devices.confirm({ id: begun.device.id, code })).toMatchObject({ verified: true })
})

test.for([
  [{ lifetimeSeconds: 601 }, 'email: lifetimeSeconds must be 60 to 600.'],
  [{ resendSeconds: 301 }, 'email: resendSeconds must be from 0 to lifetimeSeconds.'],
] as const)('%j is refused', ([options, sentence]) => {
  expect(() => startServer({ withEmail: options })).toThrow(sentence)
})
