import { expect, test } from 'vitest'
import { en } from '../languages/en.ts'
import { inboxGateway } from './inbox-gateway.ts'

const message = { to: 'ada@example.com', subject: 'Hello', text: 'Hello, Ada.' }

test('keeps what was sent, the newest first, with the time', async () => {
  let now = 1000
  const inbox = inboxGateway(() => now)
  await inbox.sendEmail(message)
  now = 2000
  await inbox.sendEmail({ ...message, subject: 'Again' })
  expect(inbox.messages).toEqual([
    { ...message, subject: 'Again', sentAt: 2000 },
    { ...message, sentAt: 1000 },
  ])
})

test('keeps the last hundred', async () => {
  const inbox = inboxGateway(() => 0)
  for (let count = 1; count <= 101; count++) await inbox.sendEmail({ ...message, subject: String(count) })
  expect(inbox.messages).toHaveLength(100)
  expect(inbox.messages[0]?.subject).toBe('101')
  expect(inbox.messages.at(-1)?.subject).toBe('2')
})

test('keeps text messages and calls among the mails, as they are read and heard', async () => {
  const inbox = inboxGateway(() => 1000)
  const to = '+31612345678'
  await inbox.sendText({ to, text: '012345 is your code' })
  await inbox.call({ to, script: en.callScript({ code: '012345', issuer: 'Acme' }), hookId: 'h1' })
  const heard = [
    'Hello, this is Acme calling. Press any key to continue.',
    'Your code is:',
    '0 1 2 3 4 5',
    'Once more:',
    '0 1 2 3 4 5',
    'Goodbye.',
  ]
  expect(inbox.messages).toEqual([
    { to, subject: 'Phone call', text: heard.join('\n'), sentAt: 1000 },
    { to, subject: 'Text message', text: '012345 is your code', sentAt: 1000 },
  ])
})
