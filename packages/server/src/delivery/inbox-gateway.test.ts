import { expect, test } from 'vitest'
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
