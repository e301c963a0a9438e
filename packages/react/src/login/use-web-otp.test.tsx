import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { SecondStep } from './second-step.tsx'
import { useWebOtp, type UseWebOtpOptions } from './use-web-otp.ts'

// No browser gets a text message in a test, so `navigator.credentials.get` is a stand-in here: it hands over what
// `arrive` is given, to whoever waits.
const waiting: { readonly signal: AbortSignal; readonly arrive: (code: string) => void }[] = []
const get = vi.fn<CredentialsContainer['get']>()

beforeEach(() => {
  waiting.length = 0
  get.mockReset()
  get.mockImplementation(
    ({ signal } = {}) =>
      new Promise((resolve, reject) => {
        if (!signal) throw new Error('It could never be given up.')
        signal.addEventListener('abort', () => reject(new DOMException('Given up', 'AbortError')))
        waiting.push({ signal, arrive: (code) => resolve({ id: '', type: 'otp', code } as Credential) })
      }),
  )
  vi.spyOn(navigator.credentials, 'get').mockImplementation(get)
  Object.assign(window, { OTPCredential: Object })
})
afterEach(() => {
  vi.restoreAllMocks()
  delete (window as { OTPCredential?: unknown }).OTPCredential
})

const stillWaiting = () => waiting.filter(({ signal }) => !signal.aborted)

function Waiter(options: UseWebOtpOptions) {
  useWebOtp(options)
  return null
}

test('asks for the code of a text message, and gives it up when it is not awaited any more', async () => {
  const onCode = vi.fn<(code: string) => void>()
  const screen = await render(<Waiter transport="sms" onCode={onCode} />)
  expect(get).toHaveBeenCalledWith(expect.objectContaining({ otp: { transport: ['sms'] } }))
  await screen.rerender(<Waiter transport={undefined} onCode={onCode} />)
  expect(stillWaiting()).toEqual([])
  await screen.rerender(<Waiter transport="sms" onCode={onCode} />)
  waiting.at(-1)?.arrive('123456')
  await expect.poll(() => onCode.mock.calls).toEqual([['123456']])
})

test('says nothing of what goes wrong', async () => {
  get.mockRejectedValue(new DOMException('The user would rather not', 'NotAllowedError'))
  const onCode = vi.fn<(code: string) => void>()
  await render(<Waiter transport="sms" onCode={onCode} />)
  await expect.poll(() => get.mock.calls).toHaveLength(1)
  expect(onCode).not.toHaveBeenCalled()
})

test('asks no browser that cannot', async () => {
  delete (window as { OTPCredential?: unknown }).OTPCredential
  await render(<Waiter transport="sms" onCode={() => {}} />)
  expect(get).not.toHaveBeenCalled()
})

async function atSecondStep() {
  const server = await createTestServer({
    start: Date.now(),
    methods: ['totp', 'sms', 'call', 'backup'],
    people: ['hedy'],
  })
  const { user, password } = server.people.hedy
  await server.client.login.start({ identifier: user.identifier, password })
  const onDone = vi.fn<() => void>()
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
        <SecondStep onDone={onDone} />
      </KeystepProvider>
    </StrictMode>,
  )
  const sent = server.inbox.messages.length
  await expect.element(screen.getByLabelText('Code from the text message')).toBeVisible()
  await expect.poll(() => server.inbox.messages.length).toBe(sent + 1)
  return { server, screen, onDone }
}

test('a second step by text is answered by the message alone', async () => {
  const { server, onDone } = await atSecondStep()
  expect(stillWaiting()).toHaveLength(1)
  const [code] = /\d{6}/.exec(server.inbox.messages[0]?.text ?? '') ?? []
  stillWaiting()[0]?.arrive(code ?? '')
  await expect.poll(() => onDone.mock.calls).toHaveLength(1)
  expect(stillWaiting()).toEqual([])
})

test('a wrong one can be typed over, and the next message is awaited', async () => {
  const { screen } = await atSecondStep()
  stillWaiting()[0]?.arrive('000000')
  await expect.element(screen.getByText(/Check it, or ask for a new one/)).toBeVisible()
  expect(stillWaiting()).toHaveLength(1)
})

test('nothing is awaited for any other method', async () => {
  const { screen } = await atSecondStep()
  await screen.getByRole('button', { name: /Phone call to/ }).click()
  await expect.element(screen.getByLabelText('Code from the call')).toBeVisible()
  expect(stillWaiting()).toEqual([])
})
