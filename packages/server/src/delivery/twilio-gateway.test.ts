import { expect, test } from 'vitest'
import { twilioGateway, type TwilioGatewayOptions } from './twilio-gateway.ts'

const right: TwilioGatewayOptions = {
  accountSid: 'AC1',
  authToken: 'canary-auth-token',
  from: '+31201234567',
  hooksUrl: 'http://localhost:3000/auth/hooks/',
}

test.for<[Partial<TwilioGatewayOptions>, string]>([
  [{ accountSid: '' }, 'accountSid must be the AC… of the Twilio console.'],
  [{ accountSid: 'AC1/../AC2' }, 'accountSid must be the AC… of the Twilio console.'],
  [{ authToken: '' }, 'authToken must be the auth token of the Twilio console.'],
  [{ authToken: 'two words' }, 'authToken must be the auth token of the Twilio console.'],
  [{ from: '' }, 'give from or messagingServiceSid: somebody must be the sender.'],
  [{ from: 'Acme' }, 'calls need from, a number such as +31201234567.'],
  [{ from: '', messagingServiceSid: 'MG1' }, 'calls need from, a number such as +31201234567.'],
  [{ messagingServiceSid: 'SM1' }, 'messagingServiceSid must be the MG… of a messaging service.'],
  [{ hooksUrl: '' }, 'hooksUrl must be https, without a query: codes are said there.'],
  [{ hooksUrl: 'http://acme.example/hooks' }, 'hooksUrl must be https, without a query: codes are said there.'],
  [{ hooksUrl: 'https://acme.example/?a=1' }, 'hooksUrl must be https, without a query: codes are said there.'],
  [{ hooksUrl: 'https://a:b@acme.example' }, 'hooksUrl must be https, without a query: codes are said there.'],
  [{ apiUrl: 'http://api.twilio.com' }, 'apiUrl must be https, without a query: codes go there.'],
])('%j is refused', ([options, sentence]) => {
  expect(() => twilioGateway({ ...right, ...options })).toThrow(`twilioGateway: ${sentence}`)
})

test('asks Twilio itself unless told otherwise', async () => {
  const asked: unknown[] = []
  const gateway = twilioGateway({
    ...right,
    async fetch(url, options) {
      asked.push(url, options?.redirect, options?.body)
      return new Response(null, { status: 201 })
    },
  })
  const script = { language: 'en', greeting: '', noKey: '', beforeCode: '', digits: '', again: '', goodbye: '' }
  await gateway.call({ to: '+31612345678', script, hookId: 'a/b' })
  const calls = 'https://api.twilio.com/2010-04-01/Accounts/AC1/Calls.json'
  const url = encodeURIComponent('http://localhost:3000/auth/hooks/twilio/a%2Fb')
  expect(asked).toEqual([calls, 'manual', expect.stringContaining(`&Url=${url}&`)])
})
