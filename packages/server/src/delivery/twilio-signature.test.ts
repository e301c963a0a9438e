import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { isSignedByTwilio } from './twilio-signature.ts'

// The example of Twilio's documentation and libraries.
const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'
const form = new URLSearchParams({
  CallSid: 'CA1234567890ABCDE',
  Caller: '+14158675309',
  Digits: '1234',
  From: '+14158675309',
  To: '+18005551212',
})
const example = { authToken: '12345', url, form, signature: 'RSOYDt4T1cUTdK1PDd93/VVr8B8=' }

test('knows Twilio’s own example', async () => {
  expect(await isSignedByTwilio(example)).toBe(true)
})

test('knows Twilio’s own example of a name that comes more than once', async () => {
  const repeated = new URLSearchParams('Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234')
  const signature = 'IK+Dwps556ElfBT0I3Rgjkr1wJU='
  expect(await isSignedByTwilio({ ...example, form: repeated, signature })).toBe(true)
})

test.for([
  ['another token', { authToken: '12346' }],
  ['another URL', { url: `${url}&baz=3` }],
  ['another field', { form: new URLSearchParams(`${form.toString()}&Digits=5`) }],
  ['no field', { form: new URLSearchParams() }],
  ['another signature', { signature: 'SSOYDt4T1cUTdK1PDd93/VVr8B8=' }],
  ['a shorter signature', { signature: 'RSOYDt4T1cUTdK1PDd93/VVr8A==' }],
  ['a longer signature', { signature: `${example.signature}A` }],
  ['no signature', { signature: '' }],
] as const)('refuses %s', async ([, change]) => {
  expect(await isSignedByTwilio({ ...example, ...change })).toBe(false)
})

test.for([
  ['https://acme.example/h', 'https://acme.example:443/h'],
  ['https://acme.example:8443/h', 'https://acme.example/h'],
  ['http://localhost/h', 'http://localhost:80/h'],
])('takes %s, signed as %s', async ([given = '', signed = '']) => {
  const signature = createHmac('sha1', '12345').update(`${signed}Digits1`).digest('base64')
  const digits = new URLSearchParams({ Digits: '1' })
  expect(await isSignedByTwilio({ authToken: '12345', url: given, form: digits, signature })).toBe(true)
})
