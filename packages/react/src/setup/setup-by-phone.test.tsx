import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { SetupWizard, type SetupWizardProps } from './setup-wizard.tsx'

// The clock alone: waits of minutes then pass with the next tick of a countdown.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
})
afterEach(() => vi.useRealTimers())

async function setup(props: SetupWizardProps = {}) {
  const server = await createTestServer({
    start: Date.now(),
    methods: ['totp', 'sms', 'call', 'backup'],
    people: ['mary'],
  })
  const { user, password } = server.people.mary
  await server.client.login.start({ identifier: user.identifier, password })
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
        <SetupWizard skipIntroduction onDone={() => {}} {...props} />
      </KeystepProvider>
    </StrictMode>,
  )
  function pass(seconds: number) {
    vi.setSystemTime(Date.now() + seconds * 1000)
    server.clock.advance(seconds)
  }
  async function typeNumber(number: string) {
    await expect.element(screen.getByLabelText('Country')).toBeInTheDocument()
    await userEvent.type(screen.getByLabelText('Phone number'), `${number}{Enter}`)
  }
  return { server, screen, pass, typeNumber }
}

test('after two more texts, the same number can be called', async () => {
  const { server, screen, pass, typeNumber } = await setup()
  await screen.getByRole('button', { name: /Text message/ }).click()
  await typeNumber('+31612345678')
  const again = screen.getByRole('button', { name: 'Send a new code' })
  const instead = screen.getByRole('button', { name: /^Call .* instead$/ })
  // A number is texted at ever longer distances.
  for (const [index, wait] of [31, 61].entries()) {
    await expect.element(screen.getByText(/You can ask for a new code in/)).toBeVisible()
    await expect.element(instead).not.toBeInTheDocument()
    pass(wait)
    await again.click()
    await expect.poll(() => server.inbox.messages.length).toBe(index + 2)
  }
  await expect.element(instead).toBeVisible()
  pass(121)
  await instead.click()
  await expect.element(screen.getByRole('heading', { name: 'Pick up your phone' })).toHaveFocus()
  await expect.element(screen.getByText(/^We are calling \+31/)).toBeVisible()
  expect(server.inbox.messages[0]).toMatchObject({ subject: 'Phone call', to: '+31612345678' })
})

test('a call is not offered where the server makes none', async () => {
  const { server, screen, typeNumber } = await setup({ only: ['sms'] })
  server.inbox.sendText = async () => {
    throw new Error('The gateway is away.')
  }
  await typeNumber('+31612345678')
  await expect.element(screen.getByText(/could not be sent/)).toBeVisible()
  expect(screen.getByRole('button', { name: /instead/ }).query()).toBeNull()
})

test('after a reload the code can be typed, and the number is not known any more', async () => {
  const { server, screen, pass, typeNumber } = await setup()
  await screen.getByRole('button', { name: /Text message/ }).click()
  await typeNumber('+31612345678')
  await expect.element(screen.getByLabelText('Code from the text message')).toBeVisible()
  await screen.unmount()
  pass(1)
  const reloaded = await render(
    <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
      <SetupWizard skipIntroduction onDone={() => {}} />
    </KeystepProvider>,
  )
  await expect.element(reloaded.getByText(/^We text a code to \+31/)).toBeVisible()
  const [, code = ''] = /#(\d{6})$/.exec(server.inbox.messages[0]?.text ?? '') ?? []
  await userEvent.type(reloaded.getByLabelText('Code from the text message'), code)
  await reloaded.getByRole('checkbox').click()
  await reloaded.getByRole('button', { name: 'Go on' }).click()
  await expect.element(reloaded.getByRole('button', { name: 'Add another way' })).toBeVisible()
  expect(reloaded.getByRole('button', { name: /Also/ }).query()).toBeNull()
})
