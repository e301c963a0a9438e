import { createTestServer } from '@keystep/testing'
import { QueryClient } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createPortal } from 'react-dom'
import { expect, test, vi } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { SetupWizard } from './setup-wizard.tsx'

async function setup({ inPortal = false } = {}) {
  const server = await createTestServer({ people: ['mary'], start: Date.now() })
  const person = server.people.mary
  await server.client.login.start({ identifier: person.user.identifier, password: person.password })
  const calls: string[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    if (typeof input === 'string') calls.push(`${init?.method} ${input}`)
    return await server.fetch(input, init)
  }
  const queryClient = new QueryClient()
  const onHostSubmit = vi.fn<() => void>()
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={fetch} queryClient={queryClient} navigate={() => {}}>
        <form
          onSubmit={(event) => {
            event.preventDefault()
            onHostSubmit()
          }}
        >
          {inPortal ? createPortal(<SetupWizard />, document.body) : <SetupWizard form={false} />}
        </form>
      </KeystepProvider>
    </StrictMode>,
  )
  function scan() {
    const link = document.querySelector('a[href^="otpauth:"]')
    person.app.scan(link?.getAttribute('href') ?? '')
  }
  return { server, person, screen, calls, queryClient, scan, onHostSubmit }
}

test('begins one enrolment in StrictMode, however often the button is pressed', async () => {
  const { screen, calls } = await setup()
  const start = screen.getByRole('button', { name: 'Set up' })
  await expect.element(start).toBeVisible()
  const button = start.element() as HTMLButtonElement // found by that role
  button.click()
  button.click()
  await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
  expect(calls.filter((call) => call === 'POST /auth/devices')).toHaveLength(1)
})

test('keeps secrets, codes and backup tokens out of the caches', async () => {
  const { screen, queryClient, person, scan } = await setup()
  const seen = new Set<string>()
  const note = () =>
    seen.add(
      JSON.stringify([
        queryClient
          .getQueryCache()
          .getAll()
          .map(({ state, queryKey }) => [queryKey, state]),
        queryClient
          .getMutationCache()
          .getAll()
          .map(({ state }) => state),
      ]),
    )
  queryClient.getQueryCache().subscribe(note)
  queryClient.getMutationCache().subscribe(note)
  await screen.getByRole('button', { name: 'Set up' }).click()
  await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
  scan()
  const secret = new URL(document.querySelector<HTMLAnchorElement>('a[href^="otpauth:"]')?.href ?? '').searchParams.get(
    'secret',
  )
  const code = person.app.code()
  await userEvent.fill(screen.getByLabelText('Code your app shows now'), code)
  await expect.element(screen.getByRole('heading', { name: 'Save your backup tokens' })).toBeVisible()
  const tokens = screen
    .getByRole('listitem')
    .elements()
    .map((item) => item.textContent ?? '')
  note()
  expect(tokens).toHaveLength(10)
  expect(secret).toHaveLength(32)
  const everything = [...seen].join('\n')
  expect(everything).toContain('mary@example.com')
  for (const hidden of [secret ?? '', `"${code}"`, ...tokens]) expect(everything).not.toContain(hidden)
})

test.for([{ inPortal: false }, { inPortal: true }])('submits no form of the host around it: %o', async (place) => {
  const { screen, scan, person, onHostSubmit } = await setup(place)
  await screen.getByRole('button', { name: 'Set up' }).click()
  await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
  const code = screen.getByLabelText('Code your app shows now')
  await userEvent.fill(code, '000000')
  await expect.element(code).toBeInvalid()
  await expect.element(code).toHaveValue('')
  scan()
  await userEvent.fill(code, person.app.code().slice(0, 5))
  await userEvent.keyboard('{Enter}')
  await expect.element(code).toHaveAccessibleDescription(/not a whole code/)
  await userEvent.fill(code, person.app.code())
  await expect.element(screen.getByRole('heading', { name: 'Save your backup tokens' })).toBeVisible()
  expect(onHostSubmit).not.toHaveBeenCalled()
})

test('asks for the password again in a dialog that no form of the host hears', async () => {
  const { screen, server, person, onHostSubmit } = await setup()
  await expect.element(screen.getByRole('button', { name: 'Set up' })).toBeVisible()
  server.clock.advance(6 * 60)
  await screen.getByRole('button', { name: 'Set up' }).click()
  await userEvent.fill(screen.getByLabelText('Password', { exact: true }), person.password)
  await userEvent.keyboard('{Enter}')
  await expect.element(screen.getByRole('img', { name: /QR code/ })).toBeVisible()
  expect(onHostSubmit).not.toHaveBeenCalled()
})
