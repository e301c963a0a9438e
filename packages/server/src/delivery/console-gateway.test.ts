import { afterEach, expect, test, vi } from 'vitest'
import { en } from '../languages/en.ts'
import { consoleGateway } from './console-gateway.ts'

afterEach(() => void vi.restoreAllMocks())

test('prints a mail, a text message and a call alike', async () => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => {})
  const gateway = consoleGateway()
  const to = '+31612345678'
  await gateway.sendEmail({ to: 'ada@example.com', subject: 'Hello', text: 'Hello, Ada.' })
  await gateway.sendText({ to, text: '012345 is your code' })
  await gateway.call({ to, script: en.callScript({ code: '012345', issuer: 'Acme' }), hookId: 'h1' })
  expect(print.mock.calls.flat()).toEqual([
    'To: ada@example.com\nSubject: Hello\n\nHello, Ada.\n',
    'To: +31612345678\nSubject: Text message\n\n012345 is your code\n',
    expect.stringMatching(/^To: \+31612345678\nSubject: Phone call\n\nHello, this is Acme calling.*\n0 1 2 3 4 5\n/s),
  ])
})
