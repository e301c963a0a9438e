import { expect, test } from 'vitest'
import { en } from '../languages/en.ts'
import { nl } from '../languages/nl.ts'
import { codeTwiml, greetingTwiml, hangUpTwiml } from './twiml.ts'

const head = '<?xml version="1.0" encoding="UTF-8"?>'

function spelled(voice: string, digits: string): string {
  return digits.replaceAll(/./g, (digit) => `<Say language="${voice}">${digit}</Say><Pause length="1"/>`)
}

test('greets and waits for any key', () => {
  expect(greetingTwiml(en.callScript({ code: '012345', issuer: 'Acme' }))).toBe(
    `${head}<Response><Gather timeout="15" numDigits="1" finishOnKey="">` +
      '<Say language="en-US">Hello, this is Acme calling. Press any key to continue.</Say></Gather>' +
      '<Say language="en-US">You did not press any key. Goodbye.</Say></Response>',
  )
})

test.for(['012345', '00000001'])('says %s digit by digit, twice', (code) => {
  const digits = spelled('en-US', code)
  expect(codeTwiml(en.callScript({ code, issuer: 'Acme' }))).toBe(
    `${head}<Response><Say language="en-US">Your code is:</Say>${digits}` +
      `<Say language="en-US">Once more:</Say>${digits}<Say language="en-US">Goodbye.</Say></Response>`,
  )
})

test('speaks Dutch', () => {
  const script = nl.callScript({ code: '012345', issuer: 'Acme' })
  const digits = spelled('nl-NL', '012345')
  expect(greetingTwiml(script)).toBe(
    `${head}<Response><Gather timeout="15" numDigits="1" finishOnKey="">` +
      '<Say language="nl-NL">Hallo, je wordt gebeld door Acme. Druk op een willekeurige toets om verder te gaan.</Say>' +
      '</Gather><Say language="nl-NL">Je hebt geen toets ingedrukt. Tot ziens.</Say></Response>',
  )
  expect(codeTwiml(script)).toBe(
    `${head}<Response><Say language="nl-NL">Je code is:</Say>${digits}` +
      `<Say language="nl-NL">Nog een keer:</Say>${digits}<Say language="nl-NL">Tot ziens.</Say></Response>`,
  )
})

test('an English voice of another region', () => {
  const script = { ...en.callScript({ code: '1', issuer: 'Acme' }), language: 'en-GB' }
  expect(greetingTwiml(script)).toContain('<Say language="en-GB">Hello, ')
})

test('the greeting holds no code', () => {
  expect(greetingTwiml(en.callScript({ code: '987654', issuer: 'Acme' }))).not.toMatch(/[987654]{2}/)
})

test('a name is said, not obeyed', () => {
  const issuer = '</Say><Hangup/> A&B "C" \u0000\u001b\uffff'
  expect(greetingTwiml(en.callScript({ code: '1', issuer }))).toContain(
    'this is &lt;/Say&gt;&lt;Hangup/&gt; A&amp;B "C"     calling.',
  )
})

test('hangs up', () => {
  expect(hangUpTwiml).toBe(`${head}<Response><Hangup/></Response>`)
})
