import { smtpGateway } from '@keystep/server/smtp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type SmtpBehaviour, standInSmtp, type StandInSmtp } from './stand-in-smtp.ts'

let server: StandInSmtp
beforeEach(async () => {
  server = await standInSmtp()
})
afterEach(() => server.close())

const mail = { to: 'mary@example.com', subject: '123456 is your code', text: 'Your code:\n\n123456' }

function gateway(timeoutSeconds = 5) {
  return smtpGateway({ url: server.url, from: 'Acme <no-reply@acme.example>', timeoutSeconds })
}

test('a mail arrives with its sender, its subject and its words', async () => {
  await gateway().sendEmail({ ...mail, html: '<b>123456</b>' })
  const [arrived] = server.mails
  expect(arrived?.recipients).toEqual(['RCPT TO:<mary@example.com>'])
  expect(arrived?.data).toContain('From: Acme <no-reply@acme.example>')
  expect(arrived?.data).toContain('Subject: 123456 is your code')
  expect(arrived?.data).toContain('<b>123456</b>')
})

test('an answer that comes twice is one mail', async () => {
  server.behaviour = 'answers twice'
  await gateway().sendEmail(mail)
  await gateway().sendEmail(mail)
  expect(server.mails).toHaveLength(2)
})

test.for([
  ['refuses the recipient', 'it answered 550'],
  ['refuses the message', 'it answered 451'],
  ['is late', 'it did not answer in time'],
  ['never ends a reply', 'it did not answer in time'],
  ['never greets', 'it did not answer in time'],
  ['drops the line', 'E'],
  ['talks nonsense', 'E'],
] as const satisfies ReadonlyArray<readonly [SmtpBehaviour, string]>)(
  'a server that %s is told without a word of the mail',
  async ([behaviour, reason]) => {
    server.behaviour = behaviour
    const failure = await gateway(0.3)
      .sendEmail(mail)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    const { message, cause } = failure as Error
    expect(message).toContain(`The mail server did not take a message: ${reason}`)
    expect(message).not.toMatch(/mary|123456/)
    expect(cause).toBeUndefined()
    // Given up on, not left open.
    await server.idle()
  },
)

test('a server that is not there is told as well', async () => {
  const { url } = server
  await server.close()
  server = await standInSmtp()
  const gone = smtpGateway({ url, from: 'no-reply@acme.example', timeoutSeconds: 1 })
  await expect(gone.sendEmail(mail)).rejects.toThrow('The mail server did not take a message: ')
})

test('no line break in a subject makes a header', async () => {
  await gateway().sendEmail({ ...mail, subject: 'Hello\r\nBcc: eve@evil.example\r\n\r\nHello' })
  const [arrived] = server.mails
  expect(arrived?.recipients).toEqual(['RCPT TO:<mary@example.com>'])
  expect(arrived?.data.split('\r\n\r\n')[0]).not.toMatch(/^(Bcc|Hello)/im)
})

test.for([
  'mary@example.com\r\nBcc: eve@evil.example',
  'mary@example.com\nRCPT TO:<eve@evil.example>',
  'mary@example.com, eve@evil.example',
  'mary@example.com>,<eve@evil.example',
  'mary@example.com@evil.example',
  'Mary <mary@example.com>',
  'mary\0@example.com',
  'mary',
  '',
])('%j is not one address, and nothing is sent', async (to) => {
  const failure = await gateway()
    .sendEmail({ ...mail, to })
    .catch((error: unknown) => error)
  expect(failure).toEqual(new Error('The mail server was not asked: that is not one plain address.'))
  expect(server.mails).toEqual([])
})

test('a plain connection to another machine is asked for TLS first, and refused without', async () => {
  // By another name of this machine, which counts as another one.
  const { port } = new URL(server.url)
  const other = smtpGateway({ url: `smtp://127.0.0.2:${port}`, from: 'no-reply@acme.example', timeoutSeconds: 1 })
  await expect(other.sendEmail(mail)).rejects.toThrow('The mail server did not take a message: ')
  expect(server.mails).toEqual([])
})

test.for(['', 'mail.acme.example', 'https://mail.acme.example', 'smtp://'])('the url "%s" is refused', (url) => {
  expect(() => smtpGateway({ url, from: 'no-reply@acme.example' })).toThrow('smtpGateway: url must begin with smtps://')
})

test('a sender with a line break is refused', () => {
  const from = 'Acme\r\nBcc: eve@evil.example <no-reply@acme.example>'
  expect(() => smtpGateway({ url: server.url, from })).toThrow('smtpGateway: from must be one line.')
})

test('a password that is not percent-encoded is told, and not repeated', () => {
  const url = 'smtps://me:hunter22%@mail.acme.example'
  expect(() => smtpGateway({ url, from: 'a@b.example' })).toThrow(/^smtpGateway: a % in .* must be written %25\.$/)
})

test('a refused url is not repeated, since it holds a password', () => {
  expect(() => smtpGateway({ url: 'imap://user:hunter22@mail.acme.example', from: 'a@b.example' })).not.toThrow(
    /hunter22/,
  )
})
