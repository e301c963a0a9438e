import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { webhookGateway } from '@keystep/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { standInHttp, type StandInHttp } from './stand-in-http.ts'

const key = Buffer.alloc(32, 7)
const mail = { to: 'mary@example.com', subject: '123456 is your code', text: 'Your code:\n\n123456' }
const text = { to: '+31612345678', text: '012345 is your code' }
const say = { greeting: 'Hello', noKey: 'None', beforeCode: 'Code:', digits: '012345', again: 'Again:', goodbye: 'Bye' }
const call = { to: '+31612345678', hookId: 'h1', script: { language: 'en', ...say } }

let sender: StandInHttp

beforeEach(async () => {
  sender = await standInHttp((response) => void response.writeHead(202).end())
})
afterEach(() => sender.close())

function gateway(timeoutSeconds = 5) {
  return webhookGateway({
    url: `${sender.url}/send`,
    secret: `whsec_${key.toString('base64')}`,
    timeoutSeconds,
    clock: () => 1_790_000_000_500,
  })
}

test('the app’s sender gets the mail, signed after Standard Webhooks', async () => {
  await gateway().sendEmail({ ...mail, html: '<b>123456</b>' })
  expect(lastBody()).toEqual({ type: 'email', ...mail, html: '<b>123456</b>' })
  expectSigned()
})

test('it gets a text message, signed the same', async () => {
  await gateway().sendText(text)
  expect(lastBody()).toEqual({ type: 'text', ...text })
  expectSigned()
})

test('it gets a call, with what is to be said, signed the same', async () => {
  await gateway().call(call)
  expect(lastBody()).toEqual({ type: 'call', to: '+31612345678', language: 'en', say })
  expectSigned()
})

function lastBody(): unknown {
  return JSON.parse(sender.requests.at(-1)?.body ?? '')
}

function expectSigned(): void {
  const request = sender.requests.at(-1)
  expect(request?.headers['webhook-timestamp']).toBe('1790000000')
  const signed = createHmac('sha256', key)
    .update(`${String(request?.headers['webhook-id'])}.1790000000.${request?.body}`)
    .digest('base64')
  expect(request?.headers['webhook-signature']).toBe(`v1,${signed}`)
}

test('each message has an id of its own', async () => {
  await gateway().sendEmail(mail)
  await gateway().sendEmail(mail)
  expect(new Set(sender.requests.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
})

const failures: Record<string, (response: ServerResponse) => void> = {
  'answers 500': (response) => void response.writeHead(500).end('for mary@example.com or +31612345678: 123456'),
  'answers 429': (response) => void response.writeHead(429).end(),
  'sends it on elsewhere': (response) => void response.writeHead(307, { location: 'https://evil.example/' }).end(),
  'never answers': () => {},
  'drops the line': (response) => void response.destroy(),
  'talks nonsense': (response) => void response.socket?.write('250 hello\r\n'),
}

const sendings: Record<string, () => Promise<void>> = {
  'a mail': () => gateway(0.3).sendEmail(mail),
  'a text message': () => gateway(0.3).sendText(text),
  'a call': () => gateway(0.3).call(call),
}

for (const [kind, send] of Object.entries(sendings)) {
  test.for(Object.entries(failures))(
    `of ${kind}, a sender that %s is told without a word of it`,
    async ([, behave]) => {
      sender.answer = behave
      const failure = await send().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(Error)
      const { message, cause } = failure as Error
      expect(message).toMatch(/^The webhook did not /)
      expect(message).not.toMatch(/mary|31612345678|123456|012345/)
      expect(cause).toBeUndefined()
      // Asked once, whatever it answers.
      expect(sender.requests).toHaveLength(1)
    },
  )
}

test('a body that never ends holds nobody up', async () => {
  sender.answer = (response) => {
    response.writeHead(200)
    response.write('…')
  }
  await gateway().sendEmail(mail)
  expect(sender.requests).toHaveLength(1)
})

test('an answer that comes twice is one', async () => {
  const whole = 'HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\nok'
  sender.answer = (response) => void response.socket?.write(whole + whole)
  await gateway().sendEmail(mail)
  await gateway().sendEmail(mail)
  expect(sender.requests).toHaveLength(2)
})

function toBrokenBody(status: number) {
  const body = new ReadableStream({ start: (stream) => stream.error(new Error('for mary@example.com: 123456')) })
  return webhookGateway({
    url: sender.url,
    secret: key.toString('base64'),
    fetch: async () => new Response(body, { status }),
  })
}

test('a body that breaks changes nothing of the answer, and says nothing', async () => {
  await toBrokenBody(202).sendEmail(mail)
  await expect(toBrokenBody(500).sendEmail(mail)).rejects.toThrow(
    'The webhook did not take a message: it answered 500.',
  )
})

test('a time that is no whole number of milliseconds will do', async () => {
  await gateway(2.01).sendEmail(mail)
  expect(sender.requests).toHaveLength(1)
})

test('a sender that is not there is told as well', async () => {
  // Taken, then given back: nobody listens there.
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  taken.close()
  await once(taken, 'close')
  const options = { url: `http://127.0.0.1:${port}/`, secret: key.toString('base64'), timeoutSeconds: 1 }
  await expect(webhookGateway(options).sendEmail(mail)).rejects.toThrow('could not be reached')
})

test.for([
  [{ url: 'http://acme.example/send' }, 'webhookGateway: url must be https, since codes go there.'],
  [{ url: 'nothing' }, 'webhookGateway: url must be https, since codes go there.'],
  [{ secret: '' }, 'webhookGateway: secret must be base64 of 24 bytes or more.'],
  [{ secret: Buffer.alloc(23).toString('base64') }, 'webhookGateway: secret must be base64 of 24 bytes or more.'],
  [{ secret: '!'.repeat(40) }, 'webhookGateway: secret must be base64 of 24 bytes or more.'],
] as const)('%j is refused', ([options, sentence]) => {
  const right = { url: 'https://acme.example/send', secret: key.toString('base64') }
  expect(() => webhookGateway({ ...right, ...options })).toThrow(sentence)
})
