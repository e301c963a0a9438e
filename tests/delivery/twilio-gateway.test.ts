import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { twilioGateway, type TwilioGatewayOptions } from '@keystep/server'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { standInHttp, type StandInHttp } from './stand-in-http.ts'

const accountSid = `AC${'fedcba9876543210'.repeat(2)}`
const authToken = 'canary-auth-token'
const to = '+31612345678'
const text = { to, text: '083921 is your Acme code.\n\n@acme.example #083921' }
const script = {
  language: 'en',
  greeting: 'Hello',
  noKey: 'None',
  beforeCode: 'Code:',
  digits: '083921',
  again: 'Again:',
  goodbye: 'Bye',
}
const call = { to, script, hookId: 'hook-1' }

let twilio: StandInHttp

beforeEach(async () => {
  twilio = await standInHttp((response) => void response.writeHead(201).end('{"sid":"SM1","status":"queued"}'))
})
afterEach(() => twilio.close())

function gateway(options: Partial<TwilioGatewayOptions> = {}) {
  return twilioGateway({
    accountSid,
    authToken,
    from: '+31201234567',
    hooksUrl: 'https://acme.example/auth/hooks',
    apiUrl: twilio.url,
    timeoutSeconds: 0.3,
    ...options,
  })
}

function lastForm() {
  return Object.fromEntries(new URLSearchParams(twilio.requests.at(-1)?.body))
}

test('a text message goes out as Twilio wants it, with the account’s name and token', async () => {
  await gateway().sendText(text)
  const [request] = twilio.requests
  expect(request?.path).toBe(`/2010-04-01/Accounts/${accountSid}/Messages.json`)
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
  expect(request?.headers.authorization).toBe(`Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`)
  expect(lastForm()).toEqual({ To: to, From: '+31201234567', Body: text.text })
})

test('a call goes out with the place where its words are asked for, and without the code', async () => {
  await gateway().call(call)
  const [request] = twilio.requests
  expect(request?.path).toBe(`/2010-04-01/Accounts/${accountSid}/Calls.json`)
  expect(lastForm()).toEqual({
    To: to,
    From: '+31201234567',
    Timeout: '15',
    Url: 'https://acme.example/auth/hooks/twilio/hook-1',
    Method: 'POST',
  })
  expect(JSON.stringify(request)).not.toContain('083921')
})

test('a messaging service sends the texts, and only those', async () => {
  await gateway({ messagingServiceSid: 'MG1' }).sendText(text)
  expect(lastForm()).toEqual({ To: to, MessagingServiceSid: 'MG1', Body: text.text })
  await gateway({ messagingServiceSid: 'MG1' }).call(call)
  expect(lastForm()).toMatchObject({ From: '+31201234567' })
  expect(lastForm()).not.toHaveProperty('MessagingServiceSid')
})

test('asked twice is two messages: whoever asks again has not got the first', async () => {
  await gateway().sendText(text)
  await gateway().sendText({ ...text, text: '000001' })
  expect(twilio.requests.map(({ body }) => new URLSearchParams(body).get('Body'))).toEqual([text.text, '000001'])
})

const successes: Record<string, (response: ServerResponse) => void> = {
  'is late, but in time': (response) => void setTimeout(() => response.writeHead(201).end('{}'), 100),
  'answers 201 with junk': (response) => void response.writeHead(201).end('<html>{'),
  'answers 201 with a body that never ends': (response) => void response.writeHead(201).write('…'),
  'answers 201 twice': (response) => {
    const whole = 'HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}'
    response.socket?.write(whole + whole)
  },
}

test.for(Object.entries(successes))('a Twilio that %s took it', async ([, behave]) => {
  twilio.answer = behave
  await gateway().sendText(text)
  await gateway().call(call)
  expect(twilio.requests).toHaveLength(2)
})

const refusal = JSON.stringify({ code: 21211, message: `The 'To' number ${to} is not valid: 083921`, status: 400 })
const unreachable = 'Twilio did not answer within 0.3 s, or could not be reached.'
const failures: Record<string, readonly [(response: ServerResponse) => void, string]> = {
  'refuses it': [
    (response) => void response.writeHead(400).end(refusal),
    'Twilio did not take it: it answered 400, error 21211.',
  ],
  'refuses it with the number as the error': [
    (response) => void response.writeHead(400).end(`{"code":${to.slice(1)}}`),
    'Twilio did not take it: it answered 400.',
  ],
  'refuses it with junk': [
    (response) => void response.writeHead(400).end(`${authToken} {`),
    'Twilio did not take it: it answered 400.',
  ],
  'refuses it without an end': [
    (response) => void response.writeHead(400).write(refusal),
    'Twilio did not take it: it answered 400.',
  ],
  'refuses it at great length': [
    (response) => void response.writeHead(400).end(refusal + ' '.repeat(70_000)),
    'Twilio did not take it: it answered 400.',
  ],
  'does not know the account': [
    (response) => void response.writeHead(401).end(`{"code":20003,"message":"${authToken}"}`),
    'Twilio did not take it: it answered 401, error 20003.',
  ],
  'has too much to do': [
    (response) => void response.writeHead(429, { 'retry-after': '1' }).end('{"code":20429}'),
    'Twilio did not take it: it answered 429, error 20429.',
  ],
  'is broken': [
    (response) => void response.writeHead(500).end(`for ${to}: 083921`),
    'Twilio did not take it: it answered 500.',
  ],
  'sends it on elsewhere': [
    (response) => void response.writeHead(307, { location: `${twilio.url}/elsewhere` }).end(),
    'Twilio did not take it: it answered 307.',
  ],
  'never answers': [() => {}, unreachable],
  'is too late': [(response) => void setTimeout(() => response.writeHead(201).end('{}'), 600), unreachable],
  'drops the line': [(response) => void response.destroy(), unreachable],
  'talks nonsense': [(response) => void response.socket?.write('250 hello\r\n'), unreachable],
}

for (const [kind, path] of [['text', 'Messages'] as const, ['call', 'Calls'] as const]) {
  test.for(Object.entries(failures))(
    `of a ${kind}, a Twilio that %s is told in our words`,
    async ([, [behave, sentence]]) => {
      twilio.answer = behave
      const sending = kind === 'text' ? gateway().sendText(text) : gateway().call(call)
      const failure = await sending.catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(Error)
      const { message, cause, stack } = failure as Error
      expect(message).toBe(sentence)
      expect(cause).toBeUndefined()
      for (const canary of [to.slice(1), '083921', authToken, 'not valid']) expect(stack).not.toContain(canary)
      // Asked once, whatever it answers, and nobody else.
      expect(twilio.requests.map((request) => request.path)).toEqual([
        `/2010-04-01/Accounts/${accountSid}/${path}.json`,
      ])
    },
  )
}

test('a Twilio that is not there is told as well', async () => {
  // Taken, then given back: nobody listens there.
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port } = taken.address() as { port: number }
  taken.close()
  await once(taken, 'close')
  await expect(gateway({ apiUrl: `http://127.0.0.1:${port}` }).sendText(text)).rejects.toThrow('could not be reached')
})

test.for(['client:eve', 'sip:eve@evil.example', 'whatsapp:+31612345678', '0612345678', '+31612345678 ', ''])(
  'Twilio is not asked to reach %j',
  async (other) => {
    await expect(gateway().call({ ...call, to: other })).rejects.toThrow('that is not a number in E.164')
    await expect(gateway().sendText({ ...text, to: other })).rejects.toThrow('that is not a number in E.164')
    expect(twilio.requests).toEqual([])
  },
)

test('without hooksUrl it texts; a call is told what is missing', async () => {
  const textsOnly = twilioGateway({ accountSid, authToken, from: 'Acme', apiUrl: twilio.url })
  await textsOnly.sendText(text)
  expect(lastForm()).toMatchObject({ From: 'Acme' })
  expect(textsOnly.hook).toBeUndefined()
  await expect(textsOnly.call(call)).rejects.toThrow(
    'twilioGateway: calls need hooksUrl, such as https://acme.example/auth/hooks.',
  )
  expect(twilio.requests).toHaveLength(1)
})
