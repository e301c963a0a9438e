import { createHmac } from 'node:crypto'
import { consoleGateway, type SentTexts, twilioGateway } from '@keystep/server'
import { expect, test, vi } from 'vitest'
import { always, number, type PhonesOptions, withPhones } from './with-phones.ts'

const authToken = '0123456789abcdef0123456789abcdef'
const caller = '+15005550006'

type Options = Omit<PhonesOptions, 'gateway'> & {
  readonly code?: string
  readonly messagingServiceSid?: string
  /** Of the user who is called. */
  readonly language?: string
}

/** Mary, signed in, where texts and calls go by a Twilio that takes everything and notes what it was asked. */
async function withTwilio({ code = '054321', messagingServiceSid, language, ...options }: Options = {}) {
  const asked: { url: string; form: Record<string, string> }[] = []
  const gateway = twilioGateway({
    accountSid: 'AC0123456789abcdef',
    authToken,
    from: caller,
    hooksUrl: 'https://acme.example/auth/hooks',
    ...(messagingServiceSid !== undefined && { messagingServiceSid }),
    async fetch(input, init) {
      const request = new Request(input, init)
      asked.push({ url: request.url, form: Object.fromEntries(new URLSearchParams(await request.text())) })
      return Response.json({ sid: 'SM1' }, { status: 201 })
    },
  })
  const digits = code.length === 8 ? 8 : 6
  const server = await withPhones({ gateway, digits, random: always(code), issuer: 'testserver', ...options })
  if (language !== undefined) await server.keystep.users.update('mary', { language })
  const { devices } = (await server.signIn('mary')).client
  const begin = (method: string) => devices.begin({ method, number, requestKey: method })

  /** As Twilio asks what to say, once somebody picked up and once they pressed a key. */
  async function ask(fields: Record<string, string> = {}, signature?: string) {
    const url = asked[0]?.form['Url'] ?? ''
    return await server.app.request(new URL(url).pathname, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { 'x-twilio-signature': signature ?? sign(url, fields) },
    })
  }
  const hear = async (fields?: Record<string, string>) => await (await ask(fields)).text()
  return { ...server, asked, devices, begin, ask, hear }
}

function sign(url: string, fields: Record<string, string>): string {
  const sorted = Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha1', authToken)
    .update(url + sorted.flat().join(''))
    .digest('base64')
}

/** What is said of a code, in the form that Twilio reads. */
function spoken(code: string): string {
  const digits = code.replaceAll(/./g, (digit) => `${say(digit)}<Pause length="1"/>`)
  return (
    '<?xml version="1.0" encoding="UTF-8"?><Response>' +
    `${say('Your code is:')}${digits}${say('Once more:')}${digits}${say('Goodbye.')}</Response>`
  )
}

function say(words: string): string {
  return `<Say language="en-US">${words}</Say>`
}

/** An app's own words for calls. */
function wordsIn(language: string): Partial<SentTexts> {
  const words = { noKey: '', beforeCode: '', again: '', goodbye: '' }
  return { callScript: ({ code }) => ({ ...words, language, greeting: `Words for ${language}`, digits: code }) }
}

test.for(['054321', '00543210'])('74: a call waits for a key and then says %s twice, zeros first', async (code) => {
  const { begin, devices, asked, hear } = await withTwilio({ code })
  const { device } = await begin('call')
  expect(asked[0]?.form).toMatchObject({ To: number, From: caller, Timeout: '15', Method: 'POST' })
  expect(await hear()).toBe(
    '<?xml version="1.0" encoding="UTF-8"?><Response><Gather timeout="15" numDigits="1" finishOnKey="">' +
      '<Say language="en-US">Hello, this is testserver calling. Press any key to continue.</Say></Gather>' +
      '<Say language="en-US">You did not press any key. Goodbye.</Say></Response>',
  )
  expect(await hear({ Digits: '1' })).toBe(spoken(code))
  expect(await devices.confirm({ id: device.id, code })).toMatchObject({ device: { method: 'call' } })
})

test('74: no address holds the code, and only what Twilio signed is answered', async () => {
  const { begin, asked, ask } = await withTwilio()
  await begin('call')
  expect(JSON.stringify(asked)).not.toMatch(/0?54321/)
  expect(asked[0]?.form['Url']).toMatch(/^https:\/\/acme\.example\/auth\/hooks\/twilio\/[\w-]{43,}$/)
  for (const signature of ['', 'nonsense', sign('https://evil.example', { Digits: '1' })]) {
    const refused = await ask({ Digits: '1' }, signature)
    expect(refused.status).toBe(403)
    expect(await refused.text()).not.toContain('Say')
  }
})

test.for([
  ['nl', '<Say language="nl-NL">Hallo, je wordt gebeld door testserver.'],
  ['en-GB', '<Say language="en-GB">Words for en-GB'],
  ['pl', '<Say language="pl-PL">Words for pl'],
  ['fa', '<Say language="en-US">Words for fa'],
  ['sw', '<Say language="en-US">Hello, this is testserver calling.'],
] as const)('74: who reads %s hears %s, and no language fails the call', async ([language, said]) => {
  const texts = { 'en-GB': wordsIn('en-GB'), pl: wordsIn('pl'), fa: wordsIn('fa') }
  const { begin, hear } = await withTwilio({ language, texts })
  await begin('call')
  expect(await hear()).toContain(said)
})

test('74: a messaging service sends the texts, and calls still come from the number', async () => {
  const { begin, asked, clock } = await withTwilio({ messagingServiceSid: 'MG0123456789abcdef' })
  await begin('sms')
  clock.advance(30)
  await begin('call')
  const [text, call] = asked.map(({ form }) => form)
  expect(text).toMatchObject({ To: number, MessagingServiceSid: 'MG0123456789abcdef' })
  expect(text).not.toHaveProperty('From')
  expect(text?.['Body']).toMatch(/^054321 is your code to add this number at testserver\.[^]*@localhost #054321$/)
  expect(call).toMatchObject({ To: number, From: caller })
  expect(call).not.toHaveProperty('MessagingServiceSid')
})

test.for([
  ['sms', 'Text message', '054321'],
  ['call', 'Phone call', '0 5 4 3 2 1'],
] as const)('75: the console is told of a %s: number, kind and code', async ([method, subject, code]) => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  try {
    const { signIn } = await withPhones({ gateway: consoleGateway(), random: always('054321') })
    const { client } = await signIn('mary')
    await client.devices.begin({ method, number, requestKey: 'one' })
    expect(print).toHaveBeenCalledOnce()
    const printed = String(print.mock.calls[0]?.[0])
    expect(printed).toContain(`To: ${number}\nSubject: ${subject}\n`)
    expect(printed).toContain(code)
  } finally {
    print.mockRestore()
  }
})
