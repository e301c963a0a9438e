import { createTestServer } from '@keystep/testing'
import { StrictMode } from 'react'
import { expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { render } from 'vitest-browser-react'
import { KeystepProvider } from '../provider/keystep-provider.tsx'
import { useSessions } from './use-sessions.ts'
import { useTrustedBrowsers } from './use-trusted-browsers.ts'

function Page() {
  const { status, browsers, change, end } = useTrustedBrowsers()
  const { sessions, endOthers } = useSessions()
  return (
    <>
      <p>
        {status} {change.status}, {sessions.length} sessions
      </p>
      {browsers.map(({ id, current, lastUsedAt }) => (
        <button key={id} onClick={() => void end(id)}>
          Forget {current ? 'this' : 'other'} {lastUsedAt === null ? 'unused' : 'used'}
        </button>
      ))}
      <button onClick={() => void endOthers()}>End others</button>
    </>
  )
}

/** Ada, who trusts this browser and another one. */
async function setup() {
  const server = await createTestServer({ people: ['ada'], start: Date.now(), trustSeconds: 7 * 86_400 })
  const { ada } = server.people
  const elsewhere = server.browser()
  const credentials = { identifier: ada.user.identifier, password: ada.password }
  for (const { client } of [server, elsewhere]) {
    const state = await client.login.start(credentials)
    if (state.state !== 'second_factor') throw new Error('ada has a device')
    await client.login.verify({ deviceId: state.devices[0]?.id ?? '', code: ada.app.code(), trustBrowser: true })
    server.clock.advance(30)
  }
  const screen = await render(
    <StrictMode>
      <KeystepProvider baseUrl="/auth" fetch={server.fetch}>
        <Page />
      </KeystepProvider>
    </StrictMode>,
  )
  await expect.element(screen.getByText('ready idle, 2 sessions')).toBeVisible()
  const nextSignIn = async (client = elsewhere.client) => (await client.login.start(credentials)).state
  return { server, ada, screen, nextSignIn }
}

test('lists the browsers that skip the second step, and ends one', async () => {
  const { server, screen, nextSignIn } = await setup()
  await expect.element(screen.getByRole('button', { name: 'Forget this unused' })).toBeVisible()
  await screen.getByRole('button', { name: 'Forget other unused' }).click()
  await expect.element(screen.getByRole('button', { name: /Forget other/ })).not.toBeInTheDocument()
  expect(await nextSignIn()).toBe('second_factor')
  expect(await nextSignIn(server.client)).toBe('signed_in')
})

test('asks to verify first where that was too long ago', async () => {
  const { server, ada, screen, nextSignIn } = await setup()
  server.clock.advance(6 * 60)
  await screen.getByRole('button', { name: 'Forget other unused' }).click()
  await userEvent.fill(screen.getByLabelText('Code from your app'), ada.app.code())
  await expect.element(screen.getByRole('button', { name: /Forget other/ })).not.toBeInTheDocument()
  expect(await nextSignIn()).toBe('second_factor')
})

test('is read again when all other sessions are ended, with which other trust ends', async () => {
  const { screen } = await setup()
  await screen.getByRole('button', { name: 'End others' }).click()
  await expect.element(screen.getByText('ready idle, 1 sessions')).toBeVisible()
  await expect.element(screen.getByRole('button', { name: /Forget other/ })).not.toBeInTheDocument()
  await expect.element(screen.getByRole('button', { name: 'Forget this unused' })).toBeVisible()
})
