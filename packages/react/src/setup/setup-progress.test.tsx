import { createTestServer, type PersonName } from '@keystep/testing'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider, type KeystepProviderProps } from '../provider/keystep-provider.tsx'
import { SetupWizard, type SetupWizardProps } from './setup-wizard.tsx'

const words = 'aria-valuetext'

type SetupOptions = {
  readonly person?: PersonName
  readonly methods?: readonly ('totp' | 'email' | 'backup')[]
  readonly wizard?: SetupWizardProps
  readonly provider?: Partial<KeystepProviderProps>
}

async function setup({ person: name = 'mary', methods = ['totp', 'backup'], wizard, provider }: SetupOptions = {}) {
  const server = await createTestServer({ people: [name], start: Date.now(), methods })
  const person = server.people[name]
  const { client } = server
  const state = await client.login.start({ identifier: person.user.identifier, password: person.password })
  const deviceId = state.state === 'second_factor' ? (state.devices[0]?.id ?? '') : null
  if (deviceId !== null) await client.login.verify({ deviceId, code: person.app.code() })
  const screen = await render(
    <KeystepProvider {...provider} baseUrl="/auth" fetch={server.fetch}>
      <SetupWizard {...wizard} />
    </KeystepProvider>,
  )
  const bar = screen.getByRole('progressbar', { name: 'Steps of the set-up' })
  async function prove() {
    await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
    person.app.scan(document.querySelector('a[href^="otpauth:"]')?.getAttribute('href') ?? '')
    await userEvent.fill(screen.getByLabelText('Code your app shows now'), person.app.code())
  }
  return {
    screen,
    bar,
    prove,
    press: (name_: string | RegExp) => screen.getByRole('button', { name: name_ }).click(),
  }
}

test('counts what the user will see: no choice where there is one method', async () => {
  const { screen, bar, prove, press } = await setup()
  await expect.element(bar).toHaveAttribute(words, 'Step 1 of 4')
  await expect.element(screen.getByText('Step 1 of 4')).toBeVisible()
  await press('Set up')
  await expect.element(bar).toHaveAttribute(words, 'Step 2 of 4')
  await prove()
  await expect.element(bar).toHaveAttribute(words, 'Step 3 of 4')
  await screen.getByRole('checkbox').click()
  await press('Go on')
  await expect.element(bar).toHaveAttribute(words, 'Step 4 of 4')
  expect(bar.element().querySelectorAll('[data-status="reached"]')).toHaveLength(4)
})

test('counts the choice where there is one', async () => {
  const { bar, press } = await setup({ methods: ['totp', 'email', 'backup'] })
  await expect.element(bar).toHaveAttribute(words, 'Step 1 of 5')
  await press('Set up')
  await expect.element(bar).toHaveAttribute(words, 'Step 2 of 5')
  await press(/Authenticator app/)
  await expect.element(bar).toHaveAttribute(words, 'Step 3 of 5')
})

test('counts no tokens where the kit knows none', async () => {
  const provider: Partial<KeystepProviderProps> = { methods: (own) => own.filter(({ method }) => method !== 'backup') }
  const { bar } = await setup({ provider })
  await expect.element(bar).toHaveAttribute(words, 'Step 1 of 3')
})

test('takes the tokens off the count where the server gives none', async () => {
  const { bar, prove, press } = await setup({ methods: ['totp'] })
  await press('Set up')
  await expect.element(bar).toHaveAttribute(words, 'Step 2 of 4')
  await prove()
  await expect.element(bar).toHaveAttribute(words, 'Step 3 of 3')
})

test('counts what adding a further device takes', async () => {
  const wizard = { purpose: 'add', skipIntroduction: true } as const
  const { bar, press } = await setup({ person: 'ada', methods: ['totp', 'email', 'backup'], wizard })
  await expect.element(bar).toHaveAttribute(words, 'Step 1 of 3')
  await press(/Authenticator app/)
  await expect.element(bar).toHaveAttribute(words, 'Step 2 of 3')
})

test('has no bar where it was on already', async () => {
  const { screen, bar } = await setup({ person: 'ada' })
  await expect.element(screen.getByRole('heading', { name: 'Two-step verification is on' })).toBeVisible()
  expect(bar.query()).toBeNull()
})

test('the heading stays where it is as the bar comes', async () => {
  await import('../styles/index.css')
  const { screen, bar } = await setup()
  const heading = screen.getByRole('heading', { name: 'Turn on two-step verification' })
  const { top } = heading.element().getBoundingClientRect()
  await expect.element(bar).toHaveAttribute(words, 'Step 1 of 4')
  expect(heading.element().getBoundingClientRect().top).toBe(top)
})
