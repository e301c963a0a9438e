import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import type { CallScript } from './call-gateway.ts'
import { twilioHook } from './twilio-hook.ts'
import { codeTwiml, greetingTwiml } from './twiml.ts'

const urlOf = (id: string) => `https://acme.example/auth/hooks/twilio/${id}`
const hook = twilioHook({ authToken: '12345', urlOf })
const script: CallScript = {
  language: 'en',
  greeting: 'Hello',
  noKey: 'None',
  beforeCode: 'Code:',
  digits: '012345',
  again: 'Again:',
  goodbye: 'Bye',
}

function signed(form: Record<string, string>, { token = '12345', id = 'h1' } = {}): Request {
  const fields = Object.keys(form).toSorted()
  const content = urlOf(id) + fields.map((name) => name + form[name]).join('')
  return asked(form, createHmac('sha1', token).update(content).digest('base64'))
}

/** Behind a proxy, as it comes in: under another host and path than Twilio asked. */
function asked(form: Record<string, string>, signature?: string): Request {
  return new Request('http://10.0.0.7:3000/hooks/twilio/h1', {
    method: 'POST',
    headers: { ...(signature !== undefined && { 'x-twilio-signature': signature }) },
    body: new URLSearchParams(form),
  })
}

async function answer(request: Request, found: CallScript | null = script) {
  let finds = 0
  const response = await hook.answer(request, 'h1', async () => {
    finds += 1
    return found
  })
  return { finds, text: response === null ? null : await response.text(), headers: response?.headers }
}

test('is Twilio’s part of the hooks', () => {
  expect(hook.gateway).toBe('twilio')
})

test('says who calls first, and never keeps the answer', async () => {
  const { text, headers } = await answer(signed({ CallSid: 'CA1', CallStatus: 'in-progress' }))
  expect(text).toBe(greetingTwiml(script))
  expect(headers?.get('content-type')).toBe('text/xml; charset=utf-8')
  expect(headers?.get('cache-control')).toBe('no-store')
})

test.for(['0', '5', '*', '#'])('says the code after the key %s', async (key) => {
  expect((await answer(signed({ CallSid: 'CA1', Digits: key }))).text).toBe(codeTwiml(script))
})

test('takes no key for no key', async () => {
  expect((await answer(signed({ CallSid: 'CA1', Digits: '' }))).text).toBe(greetingTwiml(script))
})

test('hangs up where there is nothing left to say', async () => {
  const nothing = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>'
  expect((await answer(signed({ CallSid: 'CA1', Digits: '1' }), null)).text).toBe(nothing)
})

test('answers nobody else, and does not look for the words', async () => {
  const form = { CallSid: 'CA1', Digits: '1' }
  const good = signed(form).headers.get('x-twilio-signature') ?? ''
  const forged = [
    asked(form),
    asked(form, ''),
    asked(form, 'nonsense'),
    asked(form, good.toLowerCase()),
    asked({ ...form, Digits: '2' }, good),
    asked({ ...form, More: '1' }, good),
    signed(form, { token: 'another' }),
    signed(form, { id: 'h2' }),
  ]
  for (const request of forged) expect(await answer(request)).toEqual({ finds: 0, text: null, headers: undefined })
})

test('reads no more than it has to', async () => {
  expect((await answer(signed({ CallSid: 'x'.repeat(64 * 1024) }))).text).toBeNull()
  let read = 0
  const body = new ReadableStream({
    pull(stream) {
      read += 1
      stream.enqueue(new Uint8Array(16 * 1024))
    },
  })
  const endless = new Request('https://acme.example/', {
    method: 'POST',
    headers: { 'x-twilio-signature': 'x' },
    body,
    duplex: 'half',
  } as RequestInit)
  expect((await answer(endless)).text).toBeNull()
  expect(read).toBeLessThan(10)
})
